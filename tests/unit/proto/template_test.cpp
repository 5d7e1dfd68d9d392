// Templates as the SDKs write them (tests/templates): NAME.pb, and the same message as NAME.json,
// NAME.snake.json (names of the proto file) and NAME.intenums.json (enums by number). Some have no
// NAME.pb.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

#include "lib/base/json_reader.hpp"
#include "lib/proto/protojson.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/proto/wire_dump.hpp"

using namespace flytespark;

namespace {

using Paths = std::vector<std::filesystem::path>;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// All files of one template, by its folder and name.
std::map<std::string, Paths> templates() {
  std::map<std::string, Paths> by_name;
  for (std::string line : {"v1", "v2"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(FLYTESPARK_TESTS_DIR "/templates/" + line)) {
      std::string file = entry.path().filename();
      by_name[line + "/" + file.substr(0, file.find('.'))].push_back(entry.path());
    }
  }
  return by_name;
}

std::string dump_of(const std::filesystem::path& path) {
  std::string text = content(path);
  if (path.extension() == ".pb") return wire_dump(proto::kTaskTemplate, text);
  Arena arena;
  auto json = read_json(text, arena);
  REQUIRE(json.has_value());
  auto protobuf = proto::protojson_to_protobuf(proto::kTaskTemplate, *json, arena);
  INFO((protobuf ? "" : protobuf.error().message + " at " + protobuf.error().path));
  REQUIRE(protobuf.has_value());
  return wire_dump(proto::kTaskTemplate, *protobuf);
}

}  // namespace

TEST_CASE("all forms of one SDK template hold the same message", "[proto]") {
  auto all = templates();
  CHECK(all.size() >= 59);
  for (const auto& [name, paths] : all) {
    INFO(name);
    CHECK(paths.size() >= 2);
    std::string first = dump_of(paths.front());
    for (const auto& path : paths) {
      INFO(path);
      CHECK(dump_of(path) == first);
    }
  }
}

TEST_CASE("the table knows every field that the SDKs write", "[proto]") {
  for (const auto& [name, paths] : templates()) {
    INFO(name);
    CHECK(dump_of(paths.front()).find("UNKNOWN]") == std::string::npos);
  }
}
