import Diagnostics
import Testing

@Suite struct FolderOfPathTests {
  @Test(arguments: [
    ("a", ""), ("ab", ""), ("a/b", "a"), ("a/b/", "a"), ("a//b", "a"), ("a/", ""), ("/a", "/"),
    ("/a/b", "/a"),
    ("./b", "."), ("../b.md", ".."), ("/", "/"), ("//", "/"), ("", ""), (".", ""), ("数据/é.md", "数据"),
  ])
  func theFolder(_ path: String, _ folder: String) {
    #expect(path.folderOfPath == folder)
  }
}
