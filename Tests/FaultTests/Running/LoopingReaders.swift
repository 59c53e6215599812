import Foundation
import Synchronization
import Workbench

/// Readers that ask a store again and again, each in a thread of its own, as long as something else lasts.
final class LoopingReaders: Sendable {
    /// One question as a program is asked it: the words, and how to read a file that only this reader may see.
    struct Asking: Sendable {
        var program = "trace"
        var words: [String]
    }

    struct Answer: Sendable {
        var status: Int32
        var output: String
        var errors: String
        var seconds: Double
    }

    private let answers = Mutex<[Answer]>([])
    private let failures = Mutex<[String]>([])
    private let isOver = Atomic(false)
    private let done = DispatchGroup()

    /// Begins to ask; reader `n` asks its questions in turn. `onAnswer` is called by every reader.
    init(_ readers: [[Asking]], onAnswer: @escaping @Sendable (Answer) -> Void) {
        for questions in readers {
            done.enter()
            let thread = Thread { [self] in
                defer { done.leave() }
                var number = 0
                repeat {
                    let question = questions[number % questions.count]
                    number += 1
                    do {
                        let run = try BuiltProgram.run(question.words, program: question.program)
                        let answer = Answer(status: run.status, output: run.output, errors: run.errors, seconds: run.seconds)
                        onAnswer(answer)
                        answers.withLock { $0.append(answer) }
                    } catch {
                        failures.withLock { $0.append("\(error)") }
                        return
                    }
                } while !isOver.load(ordering: .relaxed)
            }
            thread.start()
        }
    }

    /// Lets each reader end its question, and gives all answers.
    func stop() throws -> [Answer] {
        isOver.store(true, ordering: .relaxed)
        done.wait()
        let failures = failures.withLock { $0 }
        guard failures.isEmpty else { throw ReaderFailed(what: failures) }
        return answers.withLock { $0 }
    }

    struct ReaderFailed: Error { var what: [String] }
}

/// How long answers took.
struct Latencies: CustomStringConvertible {
    private let sorted: [Double]

    init(_ answers: [LoopingReaders.Answer]) { sorted = answers.map(\.seconds).sorted() }

    func at(_ part: Double) -> Double { sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))] }

    var description: String {
        func milliseconds(_ part: Double) -> Int { Int(at(part) * 1000) }
        return
            "\(sorted.count) answers, median \(milliseconds(0.5)) ms, 99 % \(milliseconds(0.99)) ms, longest \(milliseconds(1)) ms"
    }
}

/// Threads that check something again and again, as long as something else lasts.
final class LoopingChecks: Sendable {
    private let found = Mutex<[String]>([])
    private let isOver = Atomic(false)
    private let done = DispatchGroup()

    /// `check` gives what is wrong.
    init(_ threads: Int, check: @escaping @Sendable () throws -> [String]) {
        for _ in 0..<threads {
            done.enter()
            Thread { [self] in
                defer { done.leave() }
                repeat {
                    let wrong: [String]
                    do { wrong = try check() } catch { wrong = ["\(error)"] }
                    found.withLock { $0 += wrong }
                } while !isOver.load(ordering: .relaxed)
            }.start()
        }
    }

    /// Everything that was wrong.
    func stop() throws -> [String] {
        isOver.store(true, ordering: .relaxed)
        done.wait()
        return found.withLock { $0 }
    }
}
