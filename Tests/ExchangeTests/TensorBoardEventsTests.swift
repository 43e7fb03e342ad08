import Exchange
import Testing

@Suite struct TensorBoardEventsTests {
  /// A command descriptor block of iSCSI, RFC 3720.
  private static let command: [UInt8] = [
    0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14, 0, 0,
    0,
    0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
  ]

  /// RFC 3720, appendix B.4, and the check value of the usual catalogues.
  private static let sums: [(bytes: [UInt8], sum: UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
    ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Array(0..<32), 0x46DD_794E),
    (Array((0..<32).reversed()), 0x113F_DB5C),
    (command, 0xD996_3A56),
    (Array("123456789".utf8), 0xE306_9283),
    ([], 0),
  ]

  @Test func checksums() {
    for (bytes, sum) in Self.sums { #expect(CRC32C.checksum(bytes) == sum, "\(bytes)") }
  }

  /// protobuf.dev/programming-guides/encoding: 150 in field 1, "testing" in field 2, and both embedded.
  @Test func messages() {
    #expect(ProtobufMessage { $0.append(150, field: 1) }.bytes == [0x08, 0x96, 0x01])
    #expect(
      ProtobufMessage { $0.append("testing", field: 2) }.bytes
        == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    #expect(
      ProtobufMessage { $0.append(field: 3) { $0.append(150, field: 1) } }.bytes == [
        0x1A, 0x03, 0x08, 0x96, 0x01,
      ])
    #expect(
      ProtobufMessage { $0.append(-2, field: 1) }.bytes
        == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
    #expect(
      ProtobufMessage { $0.append(1.0, field: 20) }.bytes == [0xA1, 0x01, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    #expect(ProtobufMessage { $0.append(-2 as Float, field: 1) }.bytes == [0x0D, 0, 0, 0, 0xC0])
  }

  // python3, tensorboard 2.21.0, protobuf 7.36.2:
  //   import base64, io, textwrap
  //   from tensorboard.compat.proto.event_pb2 import Event
  //   from tensorboard.compat.proto.summary_pb2 import Summary
  //   from tensorboard.plugins.hparams import metadata, plugin_data_pb2 as pd
  //   from tensorboard.plugins.scalar.summary_v2 import scalar_pb
  //   from tensorboard.summary.writer.record_writer import RecordWriter
  //   file = io.BytesIO(); records = RecordWriter(file)
  //   def write(**fields): records.write(Event(**fields).SerializeToString(deterministic=True))
  //   def session(tag, **content):
  //       value = Summary.Value(tag=tag, metadata=metadata.create_summary_metadata(pd.HParamsPluginData(**content)))
  //       value.tensor.CopyFrom(metadata.NULL_TENSOR); write(summary=Summary(value=[value]))
  //   def scalar(tag, x): return scalar_pb(tag, x).value[0]
  //   write(file_version="brain.Event:2")
  //   start = pd.SessionStartInfo(group_name="moons: relu, 0.01")
  //   start.hparams["model.activation"].string_value = "relu"
  //   start.hparams["optimizer.learning_rate"].number_value = 0.01
  //   session("_hparams_/session_start_info", session_start_info=start)
  //   session("_hparams_/session_end_info", session_end_info=pd.SessionEndInfo(status=1))
  //   write(summary=Summary(value=[scalar("train/loss", 0.7)]))
  //   write(step=300, summary=Summary(value=[scalar("train/loss", 0.1), scalar("test/accuracy", -float("inf"))]))
  //   print("\n".join(textwrap.wrap(base64.b64encode(file.getvalue()).decode(), 100)))
  static let golden = base64(
    """
    DwAAAAAAAABtUysJGg1icmFpbi5FdmVudDoy/JhRKZIAAAAAAAAAJ0esUCqPAQqMAQocX2hwYXJhbXNfL3Nlc3Npb25fc3RhcnRf
    aW5mb0IGCAESAhIASmQKYgoHaHBhcmFtcxJXGlUKGgoQbW9kZWwuYWN0aXZhdGlvbhIGGgRyZWx1CiQKF29wdGltaXplci5sZWFy
    bmluZ19yYXRlEgkRexSuR+F6hD8iEW1vb25zOiByZWx1LCAwLjAxFeFDyDsAAAAAAAAAGiOsXCo5CjcKGl9ocGFyYW1zXy9zZXNz
    aW9uX2VuZF9pbmZvQgYIARICEgBKEQoPCgdocGFyYW1zEgQiAggBOxUuYSkAAAAAAAAAN/9fAConCiUKCnRyYWluL2xvc3NCCggB
    EgAqBDMzMz9KCwoJCgdzY2FsYXJzZZxWKFYAAAAAAAAATi3ishCsAipRCiUKCnRyYWluL2xvc3NCCggBEgAqBM3MzD1KCwoJCgdz
    Y2FsYXJzCigKDXRlc3QvYWNjdXJhY3lCCggBEgAqBAAAgP9KCwoJCgdzY2FsYXJzqhQCGw==
    """)

  @Test func theBytesAreThoseOfTensorBoard() {
    var events = TensorBoardEvents()
    events.append(
      hyperparameters: [("model.activation", .text("relu")), ("optimizer.learning_rate", .number(0.01))],
      group: "moons: relu, 0.01", isSuccess: true)
    events.append(step: 0, scalars: [("train/loss", 0.7)])
    events.append(step: 300, scalars: [("train/loss", 0.1), ("test/accuracy", -.infinity)])
    #expect(events.bytes == Self.golden)
    #expect(TensorBoardEvents().bytes == Array(Self.golden.prefix(TensorBoardEvents().bytes.count)))
  }
}
