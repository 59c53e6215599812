package import LogRecords

/// Something from which personal data was removed. Renderers accept nothing else, so no output can forget it.
package struct Masked<Value: Sendable>: Sendable {
    package let value: Value

    fileprivate init(masked value: Value) {
        self.value = value
    }
}

extension Masked<Answer> {
    package init(_ answer: Answer) {
        self.init(masked: AnswerMask(answer).masked(answer))
    }
}

extension Masked<RequestRow> {
    package init(_ made: MadeRequest) {
        self.init(masked: AnswerMask(made).masked(made.row))
    }
}

extension Masked<Workings> {
    package init(_ workings: Workings) {
        self.init(masked: AnswerMask(workings).masked(workings))
    }
}

extension Masked<RequestRow> {
    /// What is stored was masked when it was made, but for whom it can be found by.
    package init(stored request: StoredRequest) {
        let personal = [request.row.user, request.row.customerHost].compactMap(\.self)
        var made = MadeRequest(row: request.row, days: [], personal: personal)
        (made.row.user, made.row.customerHost) = (nil, nil)
        self.init(made)
    }
}

extension Masked<FindAnswer> {
    package init(_ answer: FindAnswer) {
        self.init(masked: AnswerMask(answer).masked(answer))
    }
}

extension Masked<BatchRow> {
    /// A cell and the answers to it.
    package init(_ cell: String, _ answers: [Answer]) {
        self.init(masked: BatchRow(cell, answers.map(Masked<Answer>.init)))
    }
}
