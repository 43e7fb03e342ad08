/// Gives each of several things a name that none of the others has.
package struct UniqueNames {
  private var used: Set<String>

  /// - Parameter taken: names that are given already
  package init(taken: [String] = []) {
    used = Set(taken)
  }

  /// The name itself, or with `-2`, `-3` … behind it. Case does not count: some file systems do not see it.
  package mutating func name(_ wish: String) -> String {
    var name = wish
    var number = 2
    while !used.insert(name.lowercased()).inserted {
      name = "\(wish)-\(number)"
      number += 1
    }
    return name
  }
}
