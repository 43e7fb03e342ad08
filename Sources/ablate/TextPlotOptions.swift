import ArgumentParser
import Foundation
import Plots

/// How the commands that print plots draw them.
struct TextPlotOptions: ParsableArguments {
  enum Choice: String, CaseIterable, ExpressibleByArgument {
    case auto, ascii, blocks, braille

    var tier: TextTier? { TextTier(rawValue: rawValue) }
  }

  @Option(
    name: .customLong("text-plots"),
    help: ArgumentHelp(
      "Characters of printed plots: ascii, blocks (box drawing), braille, or auto: braille on a UTF-8 terminal, else ascii.",
      valueName: "tier"))
  var choice = Choice.auto

  var format: TextFormat {
    TextFormat(
      terminal: Console.columns(of: STDOUT_FILENO), environment: ProcessInfo.processInfo.environment,
      tier: choice.tier)
  }
}
