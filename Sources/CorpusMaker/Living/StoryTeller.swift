import LogRecords

/// Lives requests one story after the other, in the order of their starts; nothing is kept, so that any number can be
/// told.
struct StoryTeller {
    let world: World
    let seed: UInt64
    let requestCount: Int
    let start: Int64
    let days: Int
    /// Only our own gateway, and only requests that reach it.
    let onlyGateway: Bool
    private(set) var told = 0
    private var storyNumber: UInt64 = 0

    init(world: World, seed: UInt64, requestCount: Int, start: Int64, days: Int, onlyGateway: Bool) {
        self.world = world
        self.seed = seed
        self.requestCount = requestCount
        self.start = start
        self.days = days
        self.onlyGateway = onlyGateway
    }

    /// The next story, `nil` after the last request.
    mutating func next() -> Story? {
        guard told < requestCount else { return nil }
        var random = RandomSource(seed: seed, stream: 2, index: storyNumber)
        storyNumber += 1
        let left = requestCount - told
        let shape: Story.Shape = left < 3 || !random.chance(130) ? .single : random.chance(500) ? .overlapping : .apart
        let size = shape == .single ? 1 : 2 + random.below(2)
        let opening = self.opening(shape, at: moment(told), &random)
        var requests: [LivedRequest] = []
        for number in 0..<size {
            requests.append(
                RequestLife(teller: self, opening: opening, shape: shape, number: number, index: told + number).live(&random))
        }
        told += size
        return Story(shape: shape, requests: requests)
    }

    /// When the request of this number starts: evenly over the days, but for one in a hundred that comes in the seconds
    /// around midnight.
    func moment(_ index: Int) -> Int64 {
        let share = Double(index) / Double(max(1, requestCount)) * Double(days)
        let day = Int64(share)
        let part = share - Double(day)
        let halfDay = 12 * Instant.hour
        let burst = 5 * Instant.second
        let inDay: Int64 =
            if part < 0.495 {
                Int64(part / 0.495 * Double(halfDay - burst))
            } else if part < 0.505 {
                halfDay - burst + Int64((part - 0.495) / 0.01 * Double(burst))
            } else {
                halfDay + Int64((part - 0.505) / 0.495 * Double(halfDay))
            }
        return start + day * Instant.day + inDay
    }

    private func opening(_ shape: Story.Shape, at moment: Int64, _ random: inout RandomSource) -> Opening {
        let customer = random.element(world.customers)
        let kind = onlyGateway && shape == .single ? gatewayKind(&random) : self.kind(shape, customer, &random)
        let isOurs = onlyGateway || (kind != .workflow && random.chance(500))
        let at = (moment + random.between(0, 900_000_000)) / 1000 * 1000
        return Opening(
            moment: at, customer: customer, kind: kind, isOurs: isOurs, user: random.below(customer.users.count),
            correlationID: correlationID(kind, customer, at, &random), callLines: random.element(CallLines.allCases))
    }

    private func gatewayKind(_ random: inout RandomSource) -> LivedRequest.Kind {
        random.element([.directCompletion, .directCompletion, .directCompletion, .completion, .chat, .prompt, .proxy])
    }

    private func kind(_ shape: Story.Shape, _ customer: Customer, _ random: inout RandomSource) -> LivedRequest.Kind {
        if shape != .single { return random.element([.chat, .prompt]) }
        return switch random.below(100) {
        case 0..<45: .directCompletion
        case 45..<57: .completion
        case 57..<72: .chat
        case 72..<80: .webChat
        case 80..<90: .prompt
        case 90..<98: .proxy
        default: .workflow
        }
    }

    /// A client that sends no id gets one of 32 digits from the gateway; the monolith always sends one.
    private func correlationID(
        _ kind: LivedRequest.Kind, _ customer: Customer, _ moment: Int64, _ random: inout RandomSource
    ) -> String {
        let isDirect = kind == .directCompletion || kind == .proxy
        if isDirect && !customer.sendsRequestID { return random.id128().hexadecimal }
        return switch random.below(10) {
        case 0: random.word(11)
        case 1: random.id128().hexadecimal
        case 2: random.uuid4().uuid
        default: random.ulid(at: Instant(nanoseconds: moment))
        }
    }
}

/// What the requests of a story have in common.
struct Opening {
    var moment: Int64
    var customer: Customer
    var kind: LivedRequest.Kind
    var isOurs: Bool
    var user: Int
    var correlationID: String
    var callLines: CallLines
}
