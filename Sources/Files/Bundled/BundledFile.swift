import CResources

/// A file of the repository that is part of the program, so that it is there offline.
public struct BundledFile: Sendable {
  /// Its path in the repository: `themes/dark.toml`.
  public let name: String
  /// Where the program holds its bytes, as long as it runs.
  private let stored: StoredBytes

  /// Every bundled file: themes, digits with their note, mixtures, networks.
  public static let all: [BundledFile] = (0..<quickstep_resource_count()).map { index in
    let resource = quickstep_resource_at(index)
    return BundledFile(
      name: String(cString: resource.name),
      stored: StoredBytes(start: resource.bytes, count: resource.length))
  }

  public static func named(_ name: String) -> BundledFile? { all.first { $0.name == name } }

  /// The bytes as they are in the repository.
  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: stored.start, count: stored.count)) }

  /// The bytes for a reader, expanded where they are gzip'd.
  public func source() throws(FileError) -> ByteSource {
    try ByteSource(path: name, stored: bytes, limit: ByteLimit.data)
  }
}

/// Bytes that never change or go away, in the program's read-only data.
private struct StoredBytes: @unchecked Sendable {
  let start: UnsafePointer<UInt8>
  let count: Int
}
