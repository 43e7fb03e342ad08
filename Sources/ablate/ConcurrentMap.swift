/// The elements transformed, several at a time; results in the elements' order.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @escaping @Sendable (Element) async -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    for (number, element) in elements.enumerated() {
      group.addTask { (number, await transform(element)) }
    }
    var results: [Result?] = elements.map { _ in nil }
    for await (number, result) in group { results[number] = result }
    return results.compactMap(\.self)
  }
}
