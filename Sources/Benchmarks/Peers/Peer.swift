/// A library that does the same work.
enum Peer: String, CaseIterable, Sendable {
  case pytorch, jax

  var title: String {
    switch self {
    case .pytorch: "PyTorch"
    case .jax: "JAX"
    }
  }

  /// Python packages that its program imports.
  var packages: [String] {
    switch self {
    case .pytorch: ["torch", "numpy"]
    case .jax: ["jax", "numpy"]
    }
  }

  /// The program, of the package's resources.
  var program: (name: String, text: [UInt8]) {
    switch self {
    case .pytorch: ("pytorch_peer.py", PackageResources.pytorch_peer_py)
    case .jax: ("jax_peer.py", PackageResources.jax_peer_py)
    }
  }
}
