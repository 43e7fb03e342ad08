import Diagnostics
import Learning

/// The program that trains a run again in PyTorch. It stands for itself: a person should be able to learn
/// from it what was trained, and how.
struct ReplayScript {
  let transcript: Transcript
  /// In words: `experiment 'moons', variant 'relu', seed 0`.
  let subject: String
  let seed: Int

  /// Losses are held to this share of themselves.
  static let relativeTolerance = 1e-4

  func text() throws(ExportError) -> String {
    switch transcript.networks {
    case .single(let model, let loss): try supervised(model, loss)
    case .adversarial(let generator, let discriminator, let loss):
      try adversarial(generator, discriminator, loss)
    }
  }

  // MARK: - Parts of every script

  /// - Parameter noise: Whether steps draw random numbers.
  func head(drawsNoise: Bool) -> String {
    """
    \"""Trains \(subject), again in PyTorch, and compares.

    Written by `ablate export pytorch`; README.md says what is compared. Needs numpy and torch alone:

        python3 replay.py
    \"""
    import json
    import sys
    from pathlib import Path

    import numpy as np
    import torch
    import torch.nn.functional as F
    from torch import nn

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(\(seed))

    FOLDER = Path(__file__).resolve().parent
    EXPECTED = json.loads((FOLDER / "expected.json").read_text())


    def array(name):
        return torch.from_numpy(np.load(FOLDER / "arrays" / f"{name}.npy"))
    \(drawsNoise ? "\n\n" + Self.noise : "")
    """
  }

  /// Random numbers of the first steps are those that the engine drew.
  private static let noise = #"""
    def noise(name, shape, draw=torch.rand):
        """The engine's random numbers of this step where they were recorded, else PyTorch's own."""
        shape = tuple(shape)
        file = FOLDER / "arrays" / "noise" / f"{name}.npy"
        if step < EXPECTED["steps"]:
            if name not in RECORDED:
                RECORDED[name] = torch.from_numpy(np.load(file))
            return RECORDED[name][step].flatten()[: int(np.prod(shape))].reshape(shape)
        return draw(shape)


    RECORDED = {}
    step = 0
    """#

  static let load = #"""
    def load(module, prefix=""):
        """The weights that the run began with."""
        with torch.no_grad():
            for name, parameter in module.named_parameters():
                parameter.copy_(array(f"weights/{prefix}{name}"))
    """#

  /// Loss by loss, then the last metrics. `scale` is Python for what a loss is held to at least, over
  /// `known`, the losses to be expected; `words` say what it is.
  func comparison(scale: String, _ words: String) -> String {
    let tolerance = Format.shortest(Self.relativeTolerance)
    return #"""
      # The losses of the first steps, each held to \#(tolerance) of itself, or of \#(words).
      differs = []
      print(f"{'step':>6}  {'loss':<20}  {'ablate':>14}  {'PyTorch':>14}  difference")
      for name, expected in EXPECTED["losses"].items():
          worst = 0.0
          known = [abs(loss) for loss in expected if loss is not None]
          scale = \#(scale)
          for number, (ours, theirs) in enumerate(zip(expected, losses[name]), start=1):
              if ours is None:
                  continue
              difference = abs(theirs - ours) / max(abs(ours), scale)
              worst = max(worst, difference) if difference == difference else float("nan")
              if number in (1, 2, 5, 10, 20, 50, 100):
                  print(f"{number:>6}  {name:<20}  {ours:>14.7g}  {theirs:>14.7g}  {difference:.1e}")
              if not difference <= \#(tolerance):
                  differs.append(f"{name} of step {number}: {theirs:.9g} instead of {ours:.9g}")
          print(f"        {name}: largest difference of {len(known)} steps {worst:.1e}")

      # The metrics at the end. Rounding grows from step to step, so they are held to the spread over seeds.
      print(f"\n{'metric':<28}  {'ablate':>12}  {'PyTorch':>12}  all seeds")
      for name, value in metrics.items():
          expected = EXPECTED["metrics"].get(name)
          if expected is None:
              continue
          seeds = np.array(expected["seeds"])
          slack = max(3 * seeds.std(ddof=1), 0.05 * abs(seeds.mean()), 0.01) if len(seeds) >= 3 else None
          spread = f"{seeds.mean():.4g} ± {slack:.2g}" if slack is not None else "too few to judge by"
          print(f"{name:<28}  {expected['value']:>12.5g}  {value:>12.5g}  {spread}")
          if slack is not None and not abs(value - seeds.mean()) <= slack:
              differs.append(f"{name}: {value:.5g} is outside of {spread}")

      for line in differs[:20]:
          print("DIFFERS:", line)
      print("the runs differ" if differs else "the runs agree")
      sys.exit(1 if differs else 0)
      """#
  }

  /// Where the training ends within an epoch.
  var lastStep: String {
    let horizon = transcript.horizon
    guard horizon.steps < transcript.orders.count * horizon.stepsPerEpoch else { return "" }
    return """

              if step == \(horizon.steps):
                  break
      """
  }

  static func parts(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: "\n\n\n") + "\n"
  }
}
