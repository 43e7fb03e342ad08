import Diagnostics
import Experiments
import Foundation
import Notebooks
import Reports
import Testing

@Suite struct PlanFileTests {
  /// A percentage without its sign is told: an accuracy is never above 1.
  @Test(arguments: [
    ("test.accuracy > 95", "write 95 % for a percentage"),
    ("all(0.5 < test.accuracy and 90 > test.accuracy)", "write 90 %"),
    ("mean(best(test.accuracy)) > 95", "write 95 %"), ("epochs_to(test.accuracy, 80) < 5", "write 80 %"),
    ("test.accuracy == test.accuracy within 5", "write 5 %"), ("test.loss > 95", nil),
    ("test.accuracy > 95 %", nil),
    ("count(test.accuracy) == 10", nil), ("test.accuracy > 1", nil),
  ])
  func sharesAreNoPercentages(claim: String, hint: String?) throws {
    var collector = DiagnosticCollector(file: "x.md")
    let text = """
      ```yaml {#x .experiment}
      data: two_moons
      model: {hidden: [4], activation: relu}
      ```

      ```yaml {.claims}
      It is so: \(claim)
      ```
      """
    let document = Document.parse(SourceText(name: "x.md", text: text), collector: &collector)
    _ = FilePlan.decode(document, stem: "x", plotTypes: FigureTypes.plotTypes, collector: &collector)
    #expect(collector.diagnostics.count == (hint == nil ? 0 : 1))
    if let hint { #expect(collector.diagnostics.first?.hints.first?.contains(hint) == true) }
  }

  /// The example of the format.
  static let example = """
    ---
    title: Which activation learns two moons best?
    seeds: 8
    params: {lr: 0.01}
    ---

    Saturating activations should learn more slowly.

    ```yaml {#moons .experiment}
    data: {name: two_moons, samples: 1000, noise: 0.2}
    model: {hidden: [32, 32], activation: relu, init: he_normal}
    loss: cross_entropy
    optimizer: {name: adam, learning_rate: ${lr}}
    train: {epochs: 50, batch_size: 32}
    vary:
      model.activation: [relu, tanh, sigmoid, gelu]
    baseline: {model.activation: relu}
    ```

    ```yaml {#fig-curves .plot}
    from: moons
    y: validation.loss
    ```

    ReLU ends at `= test.accuracy[relu]`, sigmoid at `= test.accuracy[sigmoid]` (@fig-curves).

    ```yaml {.claims}
    ReLU is accurate:                    test.accuracy[relu] > 0.95
    ReLU beats sigmoid on unseen points: test.accuracy[relu] > test.accuracy[sigmoid]
    ```

    """

  @Test func theExampleOfTheFormat() throws {
    let (decodedPlan, messages) = decoded(Self.example)
    #expect(messages == "")
    let plan = try #require(decodedPlan)
    let moons = try #require(plan.experiments.first)
    #expect(moons.id == "moons")
    #expect(moons.seeds == Array(0..<8))
    #expect(moons.variants.map(\.label) == ["relu", "tanh", "sigmoid", "gelu"])
    #expect(moons.baseline == 0)
    #expect(plan.plots.map(\.id) == ["fig-curves"])
    #expect(plan.plots[0].type.name == "curve" && plan.plots[0].y == ["validation.loss"])
    #expect(plan.claims.map(\.sentence) == ["ReLU is accurate", "ReLU beats sigmoid on unseen points"])
    #expect(plan.claims[1].expression.metrics.map(\.variant) == [0, 2])
    #expect(plan.claims.map(\.range.start.line) == [28, 29])
    guard case .single(let optimizer) = moons.variants[0].configuration.optimizer else {
      throw Undecoded(messages: "no optimizer")
    }
    #expect(optimizer.number("learning_rate") == 0.01)
  }

  static let grid = """
    ```yaml {#a .experiment}
    data: two_moons
    model: {hidden: [8]}
    vary: {model.activation: [relu, tanh], optimizer.lr: [0.1, 0.01]}
    ```

    """

  @Test func tables() throws {
    let (decodedPlan, messages) = decoded(
      Self.grid
        + """
        ```yaml {#tbl-all .table}
        ```

        ```yaml {#tbl-rows .table}
        rows: optimizer.lr
        columns: [validation.loss]
        sort: -test.accuracy
        caption: 3
        ```

        ```yaml {#tbl-cross .table}
        columns: optimizer.lr
        cell: test.accuracy
        ```
        """)
    #expect(messages == "")
    let tables = try #require(decodedPlan).tables
    #expect(tables[0].rows == ["model.activation", "optimizer.learning_rate"])
    guard case .metrics(let columns) = tables[0].columns else { throw Undecoded(messages: "no metrics") }
    #expect(columns == ["test.accuracy", "test.loss"])
    #expect(tables[1].rows == ["optimizer.learning_rate"])
    #expect(tables[1].sort?.metric == "test.accuracy" && tables[1].sort?.descending == true)
    #expect(tables[1].caption == "3")
    guard case .factor(let path, let cell) = tables[2].columns else { throw Undecoded(messages: "no factor") }
    #expect(path == "optimizer.learning_rate" && cell == "test.accuracy")
    #expect(tables[2].rows == ["model.activation"])
  }

  @Test func plots() throws {
    let (decodedPlan, messages) = decoded(
      Self.grid
        + """
        ```yaml {#fig-a .plot}
        x: optimizer.learning_rate
        y: [test.loss, test.accuracy]
        color: model.activation
        facet: optimizer.lr
        band: false
        scale: {x: log, y: linear}
        width: 600
        ```

        ```yaml {#fig-b .plot}
        type: decision_boundary
        ```
        """)
    #expect(messages == "")
    let plots = try #require(decodedPlan).plots
    #expect(plots[0].x == "optimizer.learning_rate" && plots[0].y == ["test.loss", "test.accuracy"])
    #expect(plots[0].color == "model.activation" && plots[0].facet == "optimizer.learning_rate")
    #expect(!plots[0].band && plots[0].logX == true && plots[0].logY == false && plots[0].width == 600)
    #expect(plots[1].type.name == "decision_boundary" && plots[1].logY == nil)
  }

  @Test func mistakesAreToldInTheOrderOfTheirPlaces() {
    let text = messages(
      "train: {epochs: 0}\nmodel: {hidden: 3}\ndata: {name: two_moons, noise: x, samples: y}\nlos: 1")
    let lines = text.split(separator: "\n").filter { $0.contains("error:") }
      .map { $0.split(separator: ":")[1...2].joined(separator: ":") }
    #expect(lines == ["2:17", "3:17", "4:32", "4:44", "5:1"])
  }

  @Test func whatCouldNotBeReadIsNotMissed() {
    // The experiment's YAML is broken; that the table's experiment is unknown follows from it and is not
    // told.
    let (plan, messages) = decoded(
      "```yaml {#a .experiment}\ndata: [two_moons\n```\n\n```yaml {#t .table}\nfrom: a\n```\n\nSee @t and `= test.loss`.\n"
    )
    #expect(plan == nil)
    #expect(messages.components(separatedBy: "error:").count == 2)
  }
}
