import Diagnostics
import Graphs
import Tensors

/// What the two losses of a generator G and a discriminator D may use: rows [n, d], and D itself.
package struct AdversarialGame {
  package let component: Component
  package let real: Node
  package let generated: Node
  /// D's outputs for rows, [n, 1]. The word tells passes apart whose layers draw noise: `real`, `generated`,
  /// `penalty`.
  package let discriminate: (_ rows: Node, _ pass: String) -> Node

  package init(
    component: Component, real: Node, generated: Node,
    discriminate: @escaping (_ rows: Node, _ pass: String) -> Node
  ) {
    self.component = component
    self.real = real
    self.generated = generated
    self.discriminate = discriminate
  }

  /// D's outputs for the real and for the generated rows.
  package var realOutputs: Node { discriminate(real, "real") }
  package var generatedOutputs: Node { discriminate(generated, "generated") }

  /// ‖∇D(x)‖² of each row x, [n, 1]: as nodes, so that the loss's gradient goes through it.
  package func squaredSlope(at rows: Node) -> Node {
    let slope = rows.graph.gradients(of: sum(discriminate(rows, "penalty")), withRespectTo: [rows])[0]
    return sum(square(slope), over: .columns)
  }

  /// Uniform noise on [0, 1), drawn anew at each step.
  package func uniformNoise(_ purpose: String, _ shape: Shape) -> Node {
    BuildContext(component, place: "loss").uniformNoise(purpose, shape, in: real.graph)
  }
}

/// The two losses of a generator and a discriminator, each a scalar to be minimized by its player alone.
package struct AdversarialLoss: Sendable {
  /// The two losses in Python.
  ///
  /// `discriminator` and `generator` are expressions over `real_outputs` and `fake_outputs` (D's of the rows
  /// `real` and `fake`), `D` (a function from rows to outputs), and `u(purpose, *shape)` for uniform noise;
  /// `functions` defines what they call, and is empty for most.
  package struct PyTorch: Sendable {
    package let functions: String
    package let discriminator: String
    package let generator: String
  }

  package let discriminator: @Sendable (AdversarialGame) -> Node
  package let generator: @Sendable (AdversarialGame) -> Node
  /// The bound ±c that D's parameters are cut to after each of its steps; nil where they are not.
  package let weightClip: @Sendable (Component) -> Double?
  /// Steps of D for each of G.
  package let discriminatorSteps: @Sendable (Component) -> Int
  package let pytorch: @Sendable (Component) -> PyTorch

  package init(
    discriminator: @escaping @Sendable (AdversarialGame) -> Node,
    generator: @escaping @Sendable (AdversarialGame) -> Node,
    weightClip: @escaping @Sendable (Component) -> Double? = { _ in nil },
    discriminatorSteps: @escaping @Sendable (Component) -> Int = { _ in 1 },
    pytorch: @escaping @Sendable (Component) -> PyTorch
  ) {
    self.discriminator = discriminator
    self.generator = generator
    self.weightClip = weightClip
    self.discriminatorSteps = discriminatorSteps
    self.pytorch = pytorch
  }
}
