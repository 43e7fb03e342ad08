import Datasets
import Diagnostics

/// Why an initializer cannot give a model its first values.
package struct InitializerProblem: Hashable, Sendable {
  package let conflict: OptionConflict
  /// The file that it is about, as the user wrote it.
  package let path: String?
}

extension Configuration {
  /// The initializers of all layers and of what is inside them, as often as they stand there.
  package var initializers: [Component] {
    networks.flatMap(\.layers).flatMap { layer in
      Self.initializers(in: layer, Layers.row(layer).options)
    }
  }

  /// The files they take values from, as the user wrote their paths, each once.
  package var initializerFiles: [String] {
    var paths: [String] = []
    for initializer in initializers {
      for path in Initializers.row(initializer).files(initializer) where !paths.contains(path) {
        paths.append(path)
      }
    }
    return paths
  }

  /// What keeps initializers from giving the model its first values, each once; for a configuration that fits
  /// the data.
  package func initializerProblems(with data: PreparedData, files: InitializerFiles)
    -> [InitializerProblem]
  {
    guard !initializerFiles.isEmpty else { return [] }
    var problems: [InitializerProblem] = []
    for model in models(for: data) {
      for (parameter, context) in zip(model.parameters, model.initializerContexts(files: files)) {
        let initializer = parameter.initializer
        guard let conflict = Initializers.problem(initializer, in: context) else { continue }
        let path = Initializers.row(initializer).files(initializer).first
        let problem = InitializerProblem(conflict: conflict, path: path)
        if !problems.contains(problem) { problems.append(problem) }
      }
    }
    return problems
  }

  private var networks: [NetworkConfiguration] {
    switch model {
    case .network(let network): [network]
    case .adversarial(let generator, let discriminator, _): [generator, discriminator]
    }
  }

  private func models(for data: PreparedData) -> [ModelSpec] {
    switch model {
    case .network(let network): return [modelSpec(network, for: data)]
    case .adversarial(let generator, let discriminator, let latent):
      guard let specs = try? adversarialSpecs(generator, discriminator, latent: latent, for: data) else {
        return []
      }
      return [specs.generator, specs.discriminator]
    }
  }

  private static func initializers(in component: Component, _ specs: [OptionSpec]) -> [Component] {
    specs.flatMap { spec -> [Component] in
      guard case .component(let kind) = spec.kind, let part = component.component(spec.name) else {
        return []
      }
      switch kind {
      case Initializers.catalog.kind: return [part]
      case Activations.catalog.kind: return initializers(in: part, Activations.row(part).options)
      default: return []
      }
    }
  }
}
