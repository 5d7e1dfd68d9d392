#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "flytespark/build.hpp"
#include "lib/base/buffer.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The manifest, or the error, of a template as an SDK wrote it.
std::string outcome(const fs::path& path, bool pod_template_supported) {
  auto plugin = Plugin::create("", ConfigFormat::kYaml);
  REQUIRE(plugin.has_value());
  auto format = path.extension() == ".pb" ? TemplateFormat::kProtobuf : TemplateFormat::kJson;
  auto task = Task::create(
      **plugin, format, read_file(path),
      R"({"generated_name":"g","namespace":"n","overrides":{"resources_from_template":true}})");
  REQUIRE(task.has_value());
  Buffer out;
  auto built = build_manifest(
      **task, pod_template_supported ? R"({"pod_template_supported":true})" : "", 1, out);
  return built ? std::string(out.view()) : built.error().path + ": " + built.error().message;
}

std::vector<fs::path> recorded(const std::string& extension) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(FLYTESPARK_TESTS_DIR "/templates")) {
    if (entry.path().extension() == extension) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every spelling of a template gives the same manifest", "[templates]") {
  int compared = 0;
  for (const fs::path& path : recorded(".json")) {
    INFO(path);
    std::string name = path.filename().string();
    fs::path protobuf = path.parent_path() / (name.substr(0, name.find('.')) + ".pb");
    // Some were recorded as other spellings of JSON only.
    fs::path other = fs::exists(protobuf)
                         ? protobuf
                         : path.parent_path() / (name.substr(0, name.find('.')) + ".snake.json");
    for (bool supported : {false, true})
      CHECK(outcome(path, supported) == outcome(other, supported));
    ++compared;
  }
  CHECK(compared >= 60);
}

TEST_CASE("every template of a Spark task builds", "[templates]") {
  for (const fs::path& path : recorded(".pb")) {
    INFO(path);
    std::string result = outcome(path, true);
    std::string name = path.stem().string();
    if (name == "pod_template_by_name") {
      CHECK(result.starts_with("/metadata/podTemplateName: "));
    } else if (name == "other__plain_python") {
      CHECK(result.starts_with("/custom: "));
    } else {
      CHECK(result.starts_with(R"({"kind":"SparkApplication")"));
    }
  }
}
