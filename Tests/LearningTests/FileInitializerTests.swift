import Datasets
import Diagnostics
import Exchange
import Foundation
import Graphs
import Learning
import Tensors
import Testing

@Suite struct FileInitializerTests {
  private static func component(_ options: [String: OptionValue] = [:]) -> Component {
    let path: [String: OptionValue] = ["path": .string("w.safetensors")]
    return Initializers.catalog["from_file"]!.component(path.merging(options) { $1 })
  }

  /// 2 → 3 → 1, all parameters from the file.
  private static func layers(_ options: [String: OptionValue] = [:]) -> [Component] {
    let fromFile = OptionValue.component(component(options))
    return [(OptionValue.integer(3), "relu"), (.automatic, "linear")].map { units, activation in
      Layers.catalog["dense"]!.component([
        "units": units, "activation": .component(Activations.catalog[activation]!.defaultComponent),
        "init": fromFile, "bias_init": fromFile,
      ])
    }
  }

  private static func model(_ options: [String: OptionValue] = [:]) throws -> ModelSpec {
    try ModelSpec(layers: layers(options), inputWidth: 2, outputWidths: [1])
  }

  // python3, torch 2.13.0, safetensors 0.8.0:
  //   torch.manual_seed(0)
  //   net = torch.nn.Sequential(OrderedDict(
  //       hidden1=torch.nn.Linear(2, 3), relu=torch.nn.ReLU(), output=torch.nn.Linear(3, 1)))
  //   base64.b64encode(safetensors.torch.save(net.state_dict()))
  //   net(torch.tensor([[1, 2], [-1, 0.5]]))            -0.44362717866897583, -0.7124439477920532
  private static let torch = [UInt8](
    Data(
      base64Encoded: """
        EAEAAAAAAAB7ImhpZGRlbjEuYmlhcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6
        WzAsMTJdfSwiaGlkZGVuMS53ZWlnaHQiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzMsMl0sImRhdGFfb2Zmc2V0
        cyI6WzEyLDM2XX0sIm91dHB1dC5iaWFzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRz
        IjpbMzYsNDBdfSwib3V0cHV0LndlaWdodCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMSwzXSwiZGF0YV9vZmZz
        ZXRzIjpbNDAsNTJdfX0gIFeKZbxAhw8/3oOAvSJ5rbucNsI+sfwUvx04Bb/WcIu+qypCPr0zDb/ScBw+nqsyvupr
        6L0=
        """, options: .ignoreUnknownCharacters)!)

  /// PyTorch's network is ours, with PyTorch's outputs.
  @Test func weightsOfPyTorch() throws {
    let model = try Self.model()
    let files = TemporaryFolder.files(["w.safetensors": Self.torch])
    let graph = Graph()
    let nodes = model.build(graph.input("x", [2, 2]))
    var values: [String: [Float]] = ["x": [1, 2, -1, 0.5]]
    for (name, value) in model.initialParameters(seed: 0, files: files) { values[name] = value.values }
    let outputs = ReferenceExecutor<Float>(graph).evaluate([nodes.output], values: values)[0]
    for (ours, theirs) in zip(outputs, [-0.44362717866897583, -0.7124439477920532] as [Float]) {
      #expect((ours - theirs).magnitude < 1e-6)
    }
  }

  /// What is written is read back, in either layout; the bytes are those that PyTorch's would be.
  @Test(arguments: WeightLayout.allCases)
  func roundTrip(_ layout: WeightLayout) throws {
    let original = try Self.model().initialParameters(
      seed: 0, files: TemporaryFolder.files(["w.safetensors": Self.torch]))
    let bytes = SafetensorsFile(parameters: original, layout: layout).bytes
    let shape = try SafetensorsFile(reading: bytes).tensor("hidden1.weight").shape
    #expect(shape == (layout == .pytorch ? [3, 2] : [2, 3]))
    let files = TemporaryFolder.files(["w.safetensors": bytes])
    let again = try Self.model(["layout": .string(layout.rawValue)]).initialParameters(seed: 9, files: files)
    #expect(again.map(\.name) == original.map(\.name))
    #expect(again.map(\.value) == original.map(\.value))
    if layout == .pytorch {
      let sorted = SafetensorsFile(parameters: original.sorted { $0.name < $1.name })
      #expect(sorted.bytes == Self.torch)
    }
  }

  private func problem(
    _ contents: [String: [UInt8]], _ options: [String: OptionValue] = [:], path: String = "w.safetensors",
    _ context: (inout InitializerContext) -> Void = { _ in }
  ) -> OptionConflict? {
    let files = TemporaryFolder.files(contents, reading: [path])
    var given = InitializerContext([2, 3], name: "hidden1.weight", files: files)
    context(&given)
    return Initializers.problem(Self.component(options.merging(["path": .string(path)]) { $1 }), in: given)
  }

  @Test func mistakes() {
    #expect(problem(["w.safetensors": Self.torch]) == nil)
    #expect(
      problem(["w.safetensors": Self.torch], path: "v.safetensors")
        == OptionConflict(
          option: "path", "no file 'v.safetensors'", hint: "did you mean 'w.safetensors'?"))
    #expect(
      problem([:], path: "weights/none.bin")
        == OptionConflict(
          option: "path", "no file 'weights/none.bin'",
          hint: "a path is relative to the folder of the experiment file"))
    #expect(
      problem(["w.safetensors": Self.torch], path: ".")
        == OptionConflict(option: "path", "cannot read '.': it is a folder"))
    #expect(
      problem(["w.safetensors": Array(Self.torch.dropLast())])
        == OptionConflict(
          option: "path",
          "cannot read 'w.safetensors': it ends too early: 52 bytes announced, 51 there",
          hint: "copy or download it again"))
    #expect(
      problem(["w.safetensors": Self.torch], ["tensor": .string("hidden1.weigth")])
        == OptionConflict(
          option: "tensor", "'w.safetensors' has no tensor 'hidden1.weigth'",
          hint: "did you mean 'hidden1.weight'?"))
    #expect(
      problem(["w.safetensors": Self.torch]) { $0.shape = [4, 3] }
        == OptionConflict(
          option: "path",
          "'hidden1.weight' of 'w.safetensors' has shape [3, 2], and hidden1.weight needs [3, 4]",
          hint: "in layout pytorch a weight is [out, in], as PyTorch does, here [3, 4]"))
    #expect(
      problem(["w.safetensors": Self.torch]) { $0.shape = [3, 2] }
        == OptionConflict(
          option: "path",
          "'hidden1.weight' of 'w.safetensors' has shape [3, 2], and hidden1.weight needs [2, 3]",
          hint: "'w.safetensors' stores weights as [in, out], as Keras does: write layout: keras"))
    #expect(
      problem(["w.safetensors": Self.torch], ["tensor": .string("output.bias")]) { $0.shape = [4] }
        == OptionConflict(
          option: "path", "'output.bias' of 'w.safetensors' has shape [1], and hidden1.weight needs [4]"))
  }

  /// Told before a run, and then the run starts from the file.
  @Test func runs() throws {
    var layers = Self.layers()
    layers[1].options["units"] = .automatic
    let configuration = Sample.configuration(
      Sample.data("xor"), .network(NetworkConfiguration(layers: layers)), loss: "binary_cross_entropy",
      optimizer: Sample.adam(0.1), epochs: 0)
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 1))
    #expect(configuration.problems(with: data) == [])
    let none = InitializerFiles(configuration.initializerFiles, baseDirectory: "/nowhere")
    #expect(
      configuration.initializerProblems(with: data, files: none).map(\.conflict.message) == [
        "no file 'w.safetensors'"
      ]
    )
    let files = TemporaryFolder.files(["w.safetensors": Self.torch])
    #expect(configuration.initializerProblems(with: data, files: files) == [])
    let trainer = Trainer(configuration, data: data, seed: 1, files: files)
    let result = try #require(trainer.run { _, _, _ in true })
    let expected = try Self.model().initialParameters(seed: 1, files: files)
    #expect(result.parameters.map(\.value) == expected.map(\.value))
  }
}
