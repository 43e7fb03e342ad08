import Diagnostics
import Tensors

extension InitializerRow {
  /// The file is read before any run starts, and its content is part of what decides a run.
  static let fromFile = InitializerRow(
    name: "from_file",
    aliases: ["safetensors", "pretrained"],
    summary: "Values from a safetensors file, such as another run's weights or a PyTorch model's.",
    formula: "the file's tensor of the parameter's name (hidden1.weight), a weight transposed from [out, in]",
    options: [
      OptionSpec("path", aliases: ["file"], .path, default: nil, help: "the file (safetensors)"),
      OptionSpec(
        "tensor", .string, default: .automatic,
        help: "name of the tensor in the file; the parameter's own if left out"),
      OptionSpec(
        "layout", .choice(WeightLayout.allCases.map(\.rawValue)),
        default: .string(WeightLayout.pytorch.rawValue),
        help: "how the file stores a weight: pytorch as [out, in], keras as [in, out]"),
    ],
    files: { initializer in initializer.string("path").map { [$0] } ?? [] },
    problem: { context, initializer in
      do throws(OptionConflict) {
        _ = try tensor(of: initializer, in: context)
        return nil
      } catch {
        return error
      }
    },
    sample: { context, initializer, _ in
      do throws(OptionConflict) {
        return try tensor(of: initializer, in: context)
      } catch {
        preconditionFailure("\(context.name): \(error.message)")
      }
    })

  private static func tensor(
    of initializer: Component, in context: InitializerContext
  ) throws(OptionConflict) -> Tensor {
    guard let path = initializer.string("path") else {
      throw OptionConflict(option: "path", "from_file needs a path")
    }
    let layout = initializer.string("layout").flatMap(WeightLayout.init) ?? .pytorch
    let name = initializer.string("tensor") ?? context.name
    let stored = try context.files.tensor(name, in: path)
    let tensor = layout.fromFile(stored)
    guard tensor.shape == context.shape else {
      throw wrongShape(stored, of: name, in: path, layout, context)
    }
    return tensor
  }

  private static func wrongShape(
    _ stored: Tensor, of name: String, in path: String, _ layout: WeightLayout, _ context: InitializerContext
  ) -> OptionConflict {
    let needed = layout.shapeInFile(context.shape)
    let other = WeightLayout.allCases.first { $0 != layout && $0.fromFile(stored).shape == context.shape }
    var hint: String?
    if let other {
      hint = "'\(path)' stores weights as \(other.words): write layout: \(other.rawValue)"
    } else if context.shape.rank == 2 {
      hint = "in layout \(layout.rawValue) a weight is \(layout.words), here \(needed)"
    }
    let message = "'\(name)' of '\(path)' has shape \(stored.shape), and \(context.name) needs \(needed)"
    return OptionConflict(option: "path", message, hint: hint)
  }
}
