package import Glibc

/// The number of a group, by its name or by the number itself; `nil` where there is none of that name.
package func groupNumber(named name: String) -> gid_t? {
    if let number = gid_t(name) { return number }
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    // A group with a hundred thousand members has a long line.
    for size in [1 << 12, 1 << 16, 1 << 20, 1 << 24] {
        var buffer = [CChar](repeating: 0, count: size)
        let code = getgrnam_r(name, &entry, &buffer, size, &found)
        if code == ERANGE { continue }
        return code == 0 && found != nil ? entry.gr_gid : nil
    }
    return nil
}
