import Diagnostics

/// The catalogs of data sets and preprocessing steps.
package enum Datasets {
  package static let catalog = Catalog<DatasetRow>(
    kind: "data set",
    rows: [
      .xor, .twoMoons, .circles, .spirals, .blobs, .gaussianRing, .sine, .iris, .csv, .idx, .fashionMNIST,
    ])

  package static let preprocessing = Catalog<PreprocessingRow>(
    kind: "preprocessing step",
    rows: [.standardize, .minMax, .oneHot, .impute, .dropMissing, .standardizeTarget])

  /// The keys of `split`. A share left out is what the others leave: all of it for `train`, else in equal
  /// parts.
  package static let splitOptions: [OptionSpec] = [
    OptionSpec("train", .number(.share), default: .automatic, help: "share of rows to learn from"),
    OptionSpec(
      "validation", .number(.share), default: .automatic, help: "share of rows to watch and choose by"),
    OptionSpec("test", .number(.share), default: .automatic, help: "share of rows for the final figures"),
  ]

  /// The options that every data set takes. `split` is a component of the keys above, `preprocess` a list of
  /// components.
  package static let commonOptions: [OptionSpec] = [
    OptionSpec(
      "split", .mapping(splitOptions), default: .automatic,
      help: "shares of train, validation and test; 0.7, 0.15, 0.15"),
    OptionSpec(
      "preprocess", .list(of: .component(of: "preprocessing step"), count: 0...100), default: .list([]),
      help: "steps in order, each fitted on the training part alone"),
  ]
}
