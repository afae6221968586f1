/// Which version of Open Floor this is; `packaging/changelog` begins with the same.
enum Version {
    static let current = "1.0.0"
}
