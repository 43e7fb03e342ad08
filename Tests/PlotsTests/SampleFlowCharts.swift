@testable import Plots

/// Charts that show each part of what flow charts can.
enum SampleFlowCharts {
  static let all = [network, training, pipeline, shapes, nested, upward]

  /// Left to right, with what flows on the arrows.
  static var network: FlowChart {
    var chart = FlowChart(id: "network", title: "A network with a skip connection", direction: .right)
    chart.nodes = [
      .init("input", "input\n2", shape: .stadium), .init("a", "dense 32\nrelu"), .init("b", "dense 32\nrelu"),
      .init("sum", "+", shape: .circle), .init("output", "dense 2"),
      .init("loss", "cross entropy", shape: .stadium),
    ]
    chart.edges = [
      .init("input", "a", label: "2"), .init("a", "b", label: "32"), .init("b", "sum", label: "32"),
      .init("a", "sum", stroke: .dotted), .init("sum", "output", label: "32"), .init("output", "loss"),
    ]
    return chart
  }

  /// A loop back, a choice, labels.
  static var training: FlowChart {
    var chart = FlowChart(id: "training", title: "Training with early stopping")
    chart.nodes = [
      .init("start", "Split the data", shape: .stadium), .init("epoch", "Train one epoch"),
      .init("score", "Measure the validation loss"),
      .init("better", "Lower than the best?", shape: .diamond), .init("keep", "Keep the weights"),
      .init("patience", "Patience left?", shape: .diamond),
      .init("stop", "Restore the best", shape: .stadium),
    ]
    chart.edges = [
      .init("start", "epoch"), .init("epoch", "score"), .init("score", "better"),
      .init("better", "keep", label: "yes"), .init("keep", "epoch"),
      .init("better", "patience", label: "no"), .init("patience", "epoch", label: "yes"),
      .init("patience", "stop", label: "no", stroke: .thick), .init("epoch", "epoch", label: "next batch"),
    ]
    return chart
  }

  /// Groups beside each other, arrows between them and of a group itself.
  static var pipeline: FlowChart {
    var chart = FlowChart(id: "pipeline", title: "From data to report", direction: .down)
    chart.groups = [
      .init("data", title: "Data"), .init("train", title: "Training, once per seed"),
      .init("judge", title: "判定"),
    ]
    chart.nodes = [
      .init("csv", "measurements.csv", shape: .cylinder, group: "data"),
      .init("split", "split\n70 / 15 / 15", group: "data"),
      .init("scale", "standardize", group: "data"), .init("init", "He initialization", group: "train"),
      .init("fit", "Adam, 50 epochs", group: "train"), .init("test", "测试集准确率", group: "judge"),
      .init("sign", "exact sign-flip test", group: "judge"), .init("report", "report", shape: .subroutine),
    ]
    chart.edges = [
      .init("csv", "split"), .init("split", "scale"), .init("scale", "fit", label: "batches of 32"),
      .init("init", "fit"), .init("fit", "test"), .init("split", "test", stroke: .dotted),
      .init("test", "sign"), .init("judge", "report"),
    ]
    return chart
  }

  static var shapes: FlowChart {
    var chart = FlowChart(id: "shapes", title: "Shapes", direction: .down)
    chart.nodes = FlowChart.Shape.allCases.map { .init($0.rawValue, $0.rawValue, shape: $0) }
    let ids = chart.nodes.map(\.id)
    for (index, id) in ids.enumerated() where index + 4 < ids.count {
      chart.edges.append(.init(id, ids[index + 4]))
    }
    chart.edges[0].startTip = .arrow
    chart.edges[1].endTip = .circle
    chart.edges[2].endTip = .cross
    chart.edges[3].endTip = .none
    chart.edges[4].stroke = .thick
    chart.edges[5].stroke = .dotted
    return chart
  }

  /// A group in a group, and one with a direction of its own.
  static var nested: FlowChart {
    var chart = FlowChart(id: "nested", title: "An autoencoder", direction: .right)
    chart.groups = [
      .init("model", title: "autoencoder"), .init("encoder", title: "encoder", parent: "model"),
      .init("decoder", title: "decoder", parent: "model"),
      .init("losses", title: "losses, weighted", direction: .down),
    ]
    chart.nodes = [
      .init("x", "x", shape: .circle), .init("e1", "dense 64", group: "encoder"),
      .init("e2", "dense 8", group: "encoder"), .init("z", "z", shape: .circle, group: "model"),
      .init("d1", "dense 64", group: "decoder"), .init("d2", "dense 784", group: "decoder"),
      .init("mse", "mean squared error", group: "losses"), .init("kl", "divergence", group: "losses"),
    ]
    chart.edges = [
      .init("x", "e1"), .init("e1", "e2"), .init("e2", "z"), .init("z", "d1"), .init("d1", "d2"),
      .init("model", "losses"), .init("mse", "kl", endTip: .none),
    ]
    return chart
  }

  static var upward: FlowChart {
    var chart = FlowChart(id: "upward", title: "Gradients", direction: .up)
    chart.groups = [.init("layers", title: "layers")]
    chart.nodes = [
      .init("loss", "loss", shape: .circle), .init("b", "layer 2", group: "layers"),
      .init("a", "layer 1", group: "layers"),
    ]
    chart.edges = [
      .init("a", "b", label: "activations"), .init("b", "a", label: "gradients", stroke: .dotted),
      .init("b", "loss"),
    ]
    return chart
  }
}
