/// A type of plot as the decoder of `.plot` blocks knows it: its name, and how its block is read and checked. What draws
/// it conforms to it, so that all of a type stands in one file; who decodes a file says which types there are.
package protocol PlotType: Sendable {
  /// As blocks name it: `decision_boundary`.
  static var name: String { get }
  /// One sentence: what it shows.
  static var summary: String { get }
  /// Keys that have an effect, besides `PlotPlan.commonKeys`.
  static var keys: [String] { get }
  /// Whether it shows an experiment, the one that `from` names or the only one of the file.
  static var needsExperiment: Bool { get }
  /// Whether it asks trained networks, and so needs the parameters of the runs.
  static var needsParameters: Bool { get }
  /// Reads the type's keys, and checks that the experiment has what the plot shows; what is wrong is told to the block.
  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock)
}

extension PlotType {
  /// All keys that have an effect on a block of the type.
  package static var allKeys: [String] { PlotPlan.commonKeys + keys }

  package static var needsExperiment: Bool { true }
  package static var needsParameters: Bool { false }
}
