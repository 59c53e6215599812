import LogRecords

/// The tree of keys while it grows, and the numbers of its slots once it is laid out.
struct KeyOutline {
    /// One place in the JSON.
    struct Place {
        var children: [String: Int] = [:]
        var element: Int?
        var isWanted = false
        var isForRecognition = false
        /// A number; within an array's elements it is that of the first element.
        var slot: Int?
        var elementWidth = 0
        /// The place whose elements this one lies in.
        var array: Int?
    }

    private(set) var places = [Place()]
    private(set) var slotCount = 0
    private(set) var recognitionCount = 0

    /// The place of a path; its value will have a slot.
    mutating func want(_ parts: PathParts, forRecognition: Bool = false) -> Int {
        var place = descend(from: 0, parts.keys)
        if let elementKeys = parts.elementKeys {
            precondition(!forRecognition, "a format is not recognised by what lies within an array")
            places[place].isWanted = true  // its count is the number of attempts
            let array = place
            if places[array].element == nil {
                places[array].element = places.count
                places.append(Place(array: array))
            }
            place = descend(from: places[array].element ?? 0, elementKeys)
        }
        places[place].isWanted = true
        if forRecognition { places[place].isForRecognition = true }
        return place
    }

    private mutating func descend(from start: Int, _ keys: [String]) -> Int {
        var place = start
        for key in keys {
            if let child = places[place].children[key] {
                place = child
            } else {
                places.append(Place(array: places[place].array))
                places[place].children[key] = places.count - 1
                place = places.count - 1
            }
        }
        return place
    }

    /// Gives numbers to all slots: recognition's first, then the others, then those within arrays.
    mutating func layOut() {
        let wanted = places.indices.filter { places[$0].isWanted }
        for place in wanted where places[place].isForRecognition { number(place) }
        recognitionCount = slotCount
        for place in wanted where places[place].array == nil && places[place].slot == nil { number(place) }
        for array in places.indices where places[array].element != nil {
            let first = slotCount
            for place in wanted where places[place].array == array { number(place) }
            places[array].elementWidth = slotCount - first
            slotCount = first + (slotCount - first) * RecordBatch.mostAttempts
        }
    }

    private mutating func number(_ place: Int) {
        places[place].slot = slotCount
        slotCount += 1
    }

    /// The slots under a place, those of all elements of its arrays included, its own not.
    func slots(below place: Int) -> [Int] {
        var slots: [Int] = []
        var open = Array(places[place].children.values)
        var arrays = [place]
        while let next = open.popLast() {
            if let slot = places[next].slot { slots.append(slot) }
            open += places[next].children.values
            arrays.append(next)
        }
        for array in arrays {
            guard let element = places[array].element, let first = self.slots(below: element).min() else { continue }
            slots += first..<first + places[array].elementWidth * RecordBatch.mostAttempts
        }
        return slots
    }
}
