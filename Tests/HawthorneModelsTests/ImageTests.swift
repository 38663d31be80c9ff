import FlyingFox
import Foundation
import HawthorneCore
import HawthorneTesting
import Synchronization
import Testing

@testable import HawthorneModels

/// Images on their way to a model.
@Suite(.timeLimit(.minutes(15)))
struct ImageTests {
  private let image: ImageAttachment
  private let request: ModelRequest

  init() throws {
    let hash = try #require(ContentHash(hex: String(repeating: "b", count: 64)))
    image = ImageAttachment(
      reference: ImageReference(path: "images/secret-name.png", mediaType: "image/png", hash: hash),
      base64: "iVBORw0KGgo=")
    request = ModelRequest(
      messages: [
        Message(role: .system, text: "Be brief."),
        Message(role: .user, text: "What is this?", images: [image.reference]),
        Message(role: .assistant, text: "A chart."), Message(role: .user, text: "Of what?"),
      ], images: [hash: image])
  }

  private static let shown: HawthorneCore.JSONValue = [
    ["role": "system", "content": "Be brief."],
    [
      "role": "user",
      "content": [
        ["type": "text", "text": "What is this?"],
        ["type": "image_url", "image_url": ["url": "data:image/png;base64,iVBORw0KGgo="]],
      ],
    ],
    ["role": "assistant", "content": "A chart."],
    ["role": "user", "content": "Of what?"],
  ]

  @Test func aChatServerIsShownADataURL() async throws {
    let body = Mutex(Data())
    try await withServer { request in
      let bytes = try await request.bodyData
      body.withLock { $0 = bytes }
      return .json(
        #"{"id":"c","model":"m","choices":[{"message":{"role":"assistant","content":"Fish."},"finish_reason":"stop"}]}"#
      )
    } _: { url in
      let adapter = try chatAdapter(url)
      #expect(adapter.capabilities.images)
      let response = try await adapter.respond(to: request)
      #expect(response.message.text == "Fish.")
      // What is kept of a request has no place for images.
      #expect(!"\(response.serving)".contains("base64"))
    }
    let sent = try #require(WireJSON.parse(Array(body.withLock { $0 })))
    #expect(sent["messages"] == Self.shown)
  }

  @Test func aProviderWithoutImagesIsNotAsked() async throws {
    let adapter = try chatAdapter("http://127.0.0.1:9/v1", provider: "deepseek")
    #expect(!adapter.capabilities.images)
    let error = await failure(of: adapter, request: request)
    #expect(error?.kind == .unsupported)
  }

  @Test func anImageWithoutBytesIsNotLeftOut() async throws {
    var bare = request
    bare.images = [:]
    let error = await failure(of: try chatAdapter("http://127.0.0.1:9/v1"), request: bare)
    #expect(error?.kind == .unsupported)
    #expect(error?.problem.contains("images/secret-name.png") == true)
    #expect(throws: ModelError.self) { try CommandWire.line(id: "1", bare) }
  }

  @Test func aCommandIsHandedTheBytesAndNoName() throws {
    let line = String(decoding: try CommandWire.line(id: "1", request).bytes, as: UTF8.self)
    #expect(
      line.contains(
        #"{"content":"What is this?","images":[{"data":"iVBORw0KGgo=","media_type":"image/png"}],"role":"user"}"#
      ))
    #expect(!line.contains("secret-name"))
  }

  @Test func whoLooksAtNoImageTakesAny() throws {
    #expect(
      try ModelRegistry.adapter(for: ModelName(provider: "organism", name: "aware-a"), environment: [:])
        .capabilities.images)
  }
}
