/// An event file as TensorBoard reads it: what it shows of one run.
///
/// Scalars are tensors with the metadata of the scalars plugin, byte for byte as `tf.summary.scalar` writes them, and so in
/// binary32: of binary64 TensorBoard's default loader (its data server, 0.7.2) shows nothing. All events have the time 0: a
/// file shall say what was computed, not when.
///
/// Source: TensorBoard, compat/proto/{event,summary,tensor}.proto and plugins/hparams/plugin_data.proto.
package struct TensorBoardEvents: Sendable {
  package enum Hyperparameter: Hashable, Sendable {
    case number(Double)
    case text(String)
  }

  private var file = TFRecordFile()

  /// TensorBoard takes any file for one of events whose name holds `tfevents`.
  package static let fileName = "events.out.tfevents.0.ablate"

  package init() {
    append { $0.append("brain.Event:2", field: Field.Event.fileVersion) }
  }

  package var bytes: [UInt8] { file.bytes }

  // MARK: - Events

  /// `wall_time` (field 1) is left out: it is 0.
  private mutating func append(_ content: (inout ProtobufMessage) -> Void) {
    file.append(ProtobufMessage(content).bytes)
  }

  /// - Parameter values: by tag; those whose tags agree up to `/` stand together.
  package mutating func append(step: Int, scalars values: [(tag: String, value: Double)]) {
    append { event in
      if step != 0 { event.append(step, field: Field.Event.step) }
      event.append(field: Field.Event.summary) { summary in
        for (tag, value) in values {
          Self.append(tag, plugin: "scalars", to: &summary) { tensor in
            tensor.append(Field.Tensor.float, field: Field.Tensor.type)
            tensor.append(field: Field.Tensor.shape) { _ in }
            var packed: [UInt8] = []
            packed.append(littleEndian: Float(value).bitPattern)
            tensor.append(packed, field: Field.Tensor.floats)
          }
        }
      }
    }
  }

  /// Marks the run as a session of the HParams plugin: what it was set to, and whether it came to its end.
  ///
  /// - Parameter group: runs of one group are repetitions with the same hyperparameters.
  package mutating func append(
    hyperparameters: [(name: String, value: Hyperparameter)], group: String, isSuccess: Bool
  ) {
    let start = ProtobufMessage { session in
      for (name, value) in hyperparameters {
        session.append(field: Field.Session.hyperparameters) { entry in
          entry.append(name, field: Field.MapEntry.key)
          entry.append(field: Field.MapEntry.value) { field in
            switch value {
            case .number(let number): field.append(number, field: Field.Value.number)
            case .text(let text): field.append(text, field: Field.Value.text)
            }
          }
        }
      }
      session.append(group, field: Field.Session.group)
    }
    let end = ProtobufMessage { $0.append(isSuccess ? 1 : 2, field: Field.Session.status) }
    append(session: start, tag: "_hparams_/session_start_info", field: Field.Hyperparameters.start)
    append(session: end, tag: "_hparams_/session_end_info", field: Field.Hyperparameters.end)
  }

  private mutating func append(session: ProtobufMessage, tag: String, field: Int) {
    append { event in
      event.append(field: Field.Event.summary) { summary in
        let content = ProtobufMessage { $0.append(session, field: field) }
        Self.append(tag, plugin: "hparams", content: content, to: &summary) { tensor in
          // The plugin's NULL_TENSOR, of shape [0]: what it says stands in the metadata.
          tensor.append(Field.Tensor.float, field: Field.Tensor.type)
          tensor.append(field: Field.Tensor.shape) { $0.append(field: Field.Tensor.dimension) { _ in } }
        }
      }
    }
  }

  /// A value of a summary.
  private static func append(
    _ tag: String, plugin: String, content: ProtobufMessage? = nil, to summary: inout ProtobufMessage,
    tensor: (inout ProtobufMessage) -> Void
  ) {
    summary.append(field: Field.Summary.value) { value in
      value.append(tag, field: Field.Summary.tag)
      value.append(field: Field.Summary.tensor, tensor)
      value.append(field: Field.Summary.metadata) { metadata in
        metadata.append(field: Field.Metadata.plugin) { data in
          data.append(plugin, field: Field.Metadata.pluginName)
          if let content { data.append(content, field: Field.Metadata.pluginContent) }
        }
      }
    }
  }
}

/// Numbers of fields, and of an enumeration's cases.
private enum Field {
  enum Event { static let (step, fileVersion, summary) = (2, 3, 5) }
  enum Summary { static let (value, tag, tensor, metadata) = (1, 1, 8, 9) }
  enum Metadata { static let (plugin, pluginName, pluginContent) = (1, 1, 2) }
  enum Tensor {
    static let (type, shape, floats) = (1, 2, 5)
    /// `DataType`
    static let float = 1
    static let dimension = 2
  }
  enum Hyperparameters { static let (start, end) = (3, 4) }
  enum Session { static let (hyperparameters, group, status) = (1, 4, 1) }
  enum MapEntry { static let (key, value) = (1, 2) }
  enum Value { static let (number, text) = (2, 3) }
}
