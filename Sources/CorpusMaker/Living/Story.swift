/// A few requests that share a correlation id, or (mostly) one that shares it with nobody.
struct Story {
    /// How the requests of a story are bound to each other.
    enum Shape: String {
        case single
        /// Several at once: what carries only the shared id belongs to none of them.
        case overlapping
        /// Several, minutes apart: time parts them.
        case apart
    }

    var shape: Shape
    var requests: [LivedRequest]
}
