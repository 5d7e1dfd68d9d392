// Each limit of flytespark.h: below it, at it, above it; and that what has no limit has none.
#include <string>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

std::string repeated(std::size_t times, std::string_view text) {
  std::string all;
  all.reserve(times * text.size());
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string joined(std::size_t times, const std::string& prefix, const std::string& suffix) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) {
    all += (i == 0 ? "" : ",") + prefix + std::to_string(i) + suffix;
  }
  return all;
}

// What making a task answers to a template or an execution of this size or depth.
flytespark_code with_template(std::string_view task_template) {
  return OwnedTask(OwnedPlugin(), task_template).code;
}
flytespark_code with_execution(std::string_view execution) {
  return OwnedTask(OwnedPlugin(), kTemplate, execution).code;
}
flytespark_code with_config(std::string_view yaml) { return OwnedPlugin(nullptr, yaml).code; }

std::string padded(std::string_view json, std::size_t size) {
  std::string text(json);
  text.resize(size, ' ');
  return text;
}

std::string nested(std::size_t depth) {
  return R"({"unknown":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

// An anchor of 100 values, a list and its items, and so many aliases of it.
std::string with_aliases(std::size_t count) {
  return "a: &a [" + repeated(98, "x,") + "x]\nb: [" + repeated(count, "*a,") + "]\n";
}

// Links of as many bytes as are asked for, by placeholders of a sixteenth each.
flytespark_code render_links_of(std::size_t bytes, OwnedBuffer& links) {
  const std::string name(bytes / 16, 'p');
  const std::string uri = repeated(16, "{{.podName}}") + std::string(bytes % 16, '/');
  const std::string request = R"({"block":{},"variables":{"podName":")" + name +
                              R"("},"log_links":[{"name":"n","uri":")" + uri + R"("}]})";
  const OwnedPlugin plugin;
  return flytespark_render_links(plugin.handle, request.data(), request.size(), links.out(),
                                 nullptr);
}

// An argument of as many bytes, likewise.
flytespark_code build_argument_of(std::size_t bytes, OwnedBuffer& manifest) {
  const std::string argument = repeated(16, "{{.input}}") + std::string(bytes % 16, '/');
  const OwnedPlugin plugin;
  const OwnedTask task(
      plugin,
      R"({"type":"spark","custom":{"mainApplicationFile":"f"},"container":{"image":"i","args":[")" +
          argument + R"("]}})",
      R"({"overrides":{"resources":{}},"input_path":")" + std::string(bytes / 16, 'i') + R"("})");
  REQUIRE(task.code == FLYTESPARK_OK);
  return flytespark_build(task.handle, nullptr, 0, kNow, manifest.out(), nullptr);
}

}  // namespace

TEST_CASE("a document has as many bytes as the limit and no more", "[capi]") {
  constexpr std::size_t kLimit = FLYTESPARK_MAX_DOCUMENT_BYTES;
  CHECK(with_template(padded(kTemplate, kLimit - 1)) == FLYTESPARK_OK);
  CHECK(with_template(padded(kTemplate, kLimit)) == FLYTESPARK_OK);
  CHECK(with_template(padded(kTemplate, kLimit + 1)) == FLYTESPARK_LIMIT);
  CHECK(with_execution(padded(kExecution, kLimit)) == FLYTESPARK_OK);
  CHECK(with_execution(padded(kExecution, kLimit + 1)) == FLYTESPARK_LIMIT);
  CHECK(with_config(padded("{}", kLimit)) == FLYTESPARK_OK);
  CHECK(with_config(padded("{}", kLimit + 1)) == FLYTESPARK_LIMIT);
}

TEST_CASE("a document nests as deep as the limit and no deeper", "[capi]") {
  constexpr std::size_t kLimit = FLYTESPARK_MAX_DEPTH;
  CHECK(with_execution(nested(kLimit - 1)) == FLYTESPARK_OK);
  CHECK(with_execution(nested(kLimit)) == FLYTESPARK_OK);
  CHECK(with_execution(nested(kLimit + 1)) == FLYTESPARK_LIMIT);
  CHECK(with_template(nested(kLimit)) == FLYTESPARK_OK);
  CHECK(with_template(nested(kLimit + 1)) == FLYTESPARK_LIMIT);
  CHECK(with_config(nested(kLimit)) == FLYTESPARK_OK);
  CHECK(with_config(nested(kLimit + 1)) == FLYTESPARK_LIMIT);
}

TEST_CASE("aliases stand for as many values as the limit and no more", "[capi]") {
  constexpr std::size_t kLimit = FLYTESPARK_MAX_ALIASED_VALUES;
  CHECK(with_config(with_aliases(kLimit / 100 - 1)) == FLYTESPARK_OK);
  CHECK(with_config(with_aliases(kLimit / 100)) == FLYTESPARK_OK);
  CHECK(with_config(with_aliases(kLimit / 100 + 1)) == FLYTESPARK_LIMIT);
}

TEST_CASE("placeholders of links make as many bytes as the limit and no more", "[capi]") {
  constexpr std::size_t kLimit = FLYTESPARK_MAX_RENDERED_BYTES;
  OwnedBuffer links;
  CHECK(render_links_of(kLimit - 1, links) == FLYTESPARK_OK);
  CHECK(links.view().size() > kLimit - 1);
  CHECK(render_links_of(kLimit, links) == FLYTESPARK_OK);
  CHECK(render_links_of(kLimit + 1, links) == FLYTESPARK_LIMIT);
  CHECK(links.is_empty());
}

TEST_CASE("placeholders of arguments make as many bytes as the limit and no more", "[capi]") {
  constexpr std::size_t kLimit = FLYTESPARK_MAX_RENDERED_BYTES;
  OwnedBuffer manifest;
  CHECK(build_argument_of(kLimit - 1, manifest) == FLYTESPARK_OK);
  CHECK(manifest.view().size() > kLimit - 1);
  CHECK(build_argument_of(kLimit, manifest) == FLYTESPARK_OK);
  CHECK(build_argument_of(kLimit + 1, manifest) == FLYTESPARK_LIMIT);
  CHECK(manifest.is_empty());
}

TEST_CASE("there are as many executors and links, and strings are as long, as a document holds",
          "[capi]") {
  constexpr std::size_t kExecutors = 150'000;
  constexpr std::size_t kLinks = 50'000;
  const std::size_t long_name = 7 << 20;
  const OwnedPlugin plugin;
  const OwnedTask task(
      plugin,
      R"({"type":"spark","custom":{"mainApplicationFile":"f"},"metadata":{"logLinks":[)" +
          joined(kLinks, R"({"uri":"http://h/)", R"({{.podName}}","messageFormat":"JSON"})") +
          "]}}");
  REQUIRE(task.code == FLYTESPARK_OK);
  const std::string application =
      R"({"metadata":{"name":"a"},"status":{"applicationState":{"state":"RUNNING"},)"
      R"("driverInfo":{"podName":"d"},"executorState":{)" +
      joined(kExecutors, R"("a-exec-)", R"(":"RUNNING")") + "}}}";
  OwnedBuffer status;
  REQUIRE(flytespark_observe(task.handle, application.data(), application.size(), nullptr, 0,
                             nullptr, 0, kNow, status.out(), nullptr) == FLYTESPARK_OK);
  CHECK(status.view().find("a-exec-" + std::to_string(kExecutors - 1)) != std::string_view::npos);
  CHECK(status.view().find("http://h/" + std::to_string(kLinks - 1) + "d\"") !=
        std::string_view::npos);

  const OwnedTask named(
      plugin, kTemplate,
      R"({"overrides":{"resources":{}},"labels":{"l":")" + std::string(long_name, 'l') + "\"}}");
  REQUIRE(named.code == FLYTESPARK_OK);
  OwnedBuffer manifest;
  REQUIRE(flytespark_build(named.handle, nullptr, 0, kNow, manifest.out(), nullptr) ==
          FLYTESPARK_OK);
  CHECK(manifest.view().size() > long_name);
}
