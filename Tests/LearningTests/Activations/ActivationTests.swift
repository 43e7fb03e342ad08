import Diagnostics
import Graphs
import Learning
import Testing

/// Every activation of the catalog: values and derivatives against PyTorch, derivatives against differences.
@Suite struct ActivationTests {
  struct Golden {
    var options: [String: OptionValue] = [:]
    let values: [Double]
    let derivatives: [Double]
  }

  // python3, torch 2.13.0:
  //   import torch, torch.nn.functional as F
  //   torch.set_default_dtype(torch.float64)
  //   def show(f):
  //       x = torch.tensor([-30, -5, -1.5, -0.5, 0, 0.25, 1, 3, 20], dtype=torch.float64, requires_grad=True)
  //       y = f(x); y.sum().backward(); print(y.tolist(), x.grad.tolist())
  //   for f in [lambda x: x * 1, torch.sigmoid, torch.tanh, F.relu, F.leaky_relu,
  //             lambda x: F.leaky_relu(x, 0.2), F.gelu, F.silu, lambda x: F.softplus(x, threshold=1e9)]:
  //       show(f)
  private static let points = [-30, -5, -1.5, -0.5, 0, 0.25, 1, 3, 20]
  private static let goldens: [String: [Golden]] = [
    "linear": [
      Golden(values: points, derivatives: [1, 1, 1, 1, 1, 1, 1, 1, 1])
    ],
    "sigmoid": [
      Golden(
        values: [
          9.357622968839299e-14, 0.0066928509242848554, 0.18242552380635635, 0.3775406687981454, 0.5,
          0.5621765008857981, 0.7310585786300049, 0.9525741268224334, 0.9999999979388463,
        ],
        derivatives: [
          9.357622968838423e-14, 0.006648056670790155, 0.14914645207033286, 0.2350037122015945, 0.25,
          0.24613408273759835, 0.19661193324148185, 0.045176659730912, 2.0611536879193953e-09,
        ])
    ],
    "tanh": [
      Golden(
        values: [
          -1.0, -0.9999092042625951, -0.9051482536448664, -0.4621171572600098, 0.0, 0.24491866240370913,
          0.7615941559557649, 0.9950547536867305, 1.0,
        ],
        derivatives: [
          0.0, 0.00018158323094385266, 0.1807066389236486, 0.7864477329659274, 1.0, 0.940014848806378,
          0.41997434161402614, 0.009866037165440166, 0.0,
        ])
    ],
    "relu": [
      Golden(values: [0, 0, 0, 0, 0, 0.25, 1, 3, 20], derivatives: [0, 0, 0, 0, 0, 1, 1, 1, 1])
    ],
    "leaky_relu": [
      Golden(
        values: [-0.3, -0.05, -0.015, -0.005, 0, 0.25, 1, 3, 20],
        derivatives: [0.01, 0.01, 0.01, 0.01, 0.01, 1, 1, 1, 1]),
      Golden(
        options: ["slope": .number(0.2)], values: [-6, -1, -0.3, -0.1, 0, 0.25, 1, 3, 20],
        derivatives: [0.2, 0.2, 0.2, 0.2, 0.2, 1, 1, 1, 1]),
    ],
    "gelu": [
      Golden(
        values: [
          -0.0, -1.4332578593401202e-06, -0.10021080190328704, -0.15426876936299344, 0.0, 0.14967658142073093,
          0.841344746068543, 2.99595030590511, 20.0,
        ],
        derivatives: [
          -4.420938404635643e-195, -7.1469460018034646e-06, -0.1274691922299796, 0.13250487534383712, 0.5,
          0.695373354883636, 1.0833154705876864, 1.011945647204184, 1.0,
        ])
    ],
    "silu": [
      Golden(
        values: [
          -2.8072868906517896e-12, -0.03346425462142428, -0.2736382857095345, -0.1887703343990727, 0.0,
          0.14054412522144952, 0.7310585786300049, 2.8577223804672998, 19.999999958776925,
        ],
        derivatives: [
          -2.713710660963134e-12, -0.026547432429665917, -0.041294154299142946, 0.2600388126973482, 0.5,
          0.6237100215701977, 0.9276705118714869, 1.0881041060151693, 1.0000000391619202,
        ])
    ],
    "softplus": [
      Golden(
        values: [
          9.357622968839737e-14, 0.006715348489118068, 0.2014132779827524, 0.4740769841801067,
          0.6931471805599453, 0.8259394198788436, 1.3132616875182228, 3.048587351573742, 20.000000002061153,
        ],
        derivatives: [
          9.3576229688393e-14, 0.006692850924284856, 0.18242552380635632, 0.37754066879814546, 0.5,
          0.5621765008857981, 0.7310585786300049, 0.9525741268224333, 0.9999999979388464,
        ])
    ],
  ]

  /// The activation and its derivative at each point.
  private func evaluate<Scalar: ReferenceScalar>(_ component: Component, at points: [Scalar]) -> [[Scalar]] {
    let graph = Graph()
    let x = graph.input("x", [points.count])
    let y = Activations.apply(component, to: x)
    #expect(y.shape == x.shape)
    let derivative = graph.gradients(of: sum(y), withRespectTo: [x])[0]
    return ReferenceExecutor<Scalar>(graph).evaluate([y, derivative], values: ["x": points])
  }

  @Test(arguments: Activations.catalog.names)
  func equalsPyTorch(_ name: String) throws {
    let row = try #require(Activations.catalog[name])
    let cases = try #require(Self.goldens[name], "'\(name)' has no golden numbers")
    for golden in cases {
      let component = row.component(golden.options)
      let computed = evaluate(component, at: Self.points.map { Float($0) })
      for (values, expected) in zip(computed, [golden.values, golden.derivatives]) {
        #expect(values.count == expected.count)
        for (point, (value, reference)) in zip(Self.points, zip(values, expected)) {
          let error = (Double(value) - reference).magnitude
          #expect(
            error <= 4e-7 * max(1, reference.magnitude), "\(component) at \(point): \(value), \(reference)")
        }
      }
    }
  }

  @Test(arguments: Activations.catalog.names)
  func derivativeIsTheSlope(_ name: String) throws {
    let row = try #require(Activations.catalog[name])
    // Away from the kinks that rows have at multiples of a half.
    let points = stride(from: -6.07, through: 6.07, by: 0.17).map { $0 }
    let step = 1e-5
    for golden in Self.goldens[name] ?? [] {
      let component = row.component(golden.options)
      let derivatives = evaluate(component, at: points)[1]
      let above = evaluate(component, at: points.map { $0 + step })[0]
      let below = evaluate(component, at: points.map { $0 - step })[0]
      for (i, point) in points.enumerated() {
        let slope = (above[i] - below[i]) / (2 * step)
        #expect(
          (derivatives[i] - slope).magnitude <= 1e-6 * max(1, slope.magnitude), "\(component) at \(point)")
      }
    }
  }

  @Test(arguments: Activations.catalog.names)
  func staysFiniteFarOut(_ name: String) throws {
    let component = try #require(Activations.catalog[name]).defaultComponent
    for values in evaluate(component, at: [-1e4, -100, 100, 1e4] as [Float]) {
      #expect(values.allSatisfy { $0.isFinite }, "\(name): \(values)")
    }
  }

  // python3: torch.nn.init.calculate_gain(name), ("leaky_relu", 0.01)
  @Test(arguments: [
    ("linear", 1), ("sigmoid", 1), ("tanh", 1.6666666666666667), ("relu", 1.4142135623730951),
    ("leaky_relu", 1.4141428569978354),
  ])
  func gainEqualsPyTorch(_ name: String, _ gain: Double) throws {
    let row = try #require(Activations.catalog[name])
    let computed = try #require(row.gain(row.defaultComponent))
    #expect((computed - gain).magnitude < 1e-15)
  }
}
