// Recorded cases -> what each binding has to answer, byte for byte, as the C ABI does.
//
//   binding_cases VECTORS > cases.jsonl
//
// One line of JSON a case, its documents as text, ready to be given to the library as they are:
//
//   {"id": "...", "kind": "manifest" or "status", "config": YAML, "task_template": JSON, "execution": JSON,
//    "now_unix_ms": 1767225600000,
//    "cluster": JSON,                                            for a manifest
//    "application": JSON, "driver_pod": JSON, "previous": JSON,  for a status; "" stands for none
//    "answer": JSON                                              or, when the call fails:
//    "error": {"code": 9, "message": "...", "details": JSON}}
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "flytespark.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

// Empty for a member that is absent or null.
std::string text_of(const Value& request, std::string_view name) {
  const Value* value = request.find(name);
  return value == nullptr || value->is_null() ? std::string() : json_text(*value);
}

void add(JsonWriter& writer, std::string_view name, std::string_view text) {
  writer.name(name);
  writer.string(text);
}

abi::Buffer call(const Value& request, const abi::Task& task, std::int64_t now) {
  if (request.find("kind")->text() == "manifest") {
    return task.build(text_of(request, "cluster"), now);
  }
  return task.observe({text_of(request, "application"), text_of(request, "driver_pod"),
                       text_of(request, "previous")},
                      now);
}

std::string line_of(const Value& request, const std::string& config, const abi::Plugin& plugin) {
  const bool is_manifest = request.find("kind")->text() == "manifest";
  const auto now = *parse_rfc3339(request.find("now")->text());
  const std::int64_t now_unix_ms = now.seconds * 1000 + now.nanos / 1'000'000;
  Buffer out;
  JsonWriter writer(out);
  writer.begin_object();
  add(writer, "id", request.find("id")->text());
  add(writer, "kind", request.find("kind")->text());
  add(writer, "config", config);
  add(writer, "task_template", text_of(request, "task_template"));
  add(writer, "execution", text_of(request, "execution"));
  writer.name("now_unix_ms");
  writer.raw(std::to_string(now_unix_ms));
  for (std::string_view name :
       is_manifest ? std::vector<std::string_view>{"cluster"}
                   : std::vector<std::string_view>{"application", "driver_pod", "previous"}) {
    add(writer, name, text_of(request, name));
  }
  try {
    const abi::Task task(plugin, text_of(request, "task_template"), text_of(request, "execution"),
                         FLYTESPARK_TEMPLATE_JSON);
    add(writer, "answer", call(request, task, now_unix_ms).view());
  } catch (const abi::Error& error) {
    writer.name("error");
    writer.begin_object();
    writer.name("code");
    writer.raw(std::to_string(error.code()));
    add(writer, "message", error.what());
    add(writer, "details", error.details());
    writer.end_object();
  }
  writer.end_object();
  writer.finish();
  return std::string(out.view()) + "\n";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_cases(const std::filesystem::path& cases) {
  const std::string number = cases.stem().string().substr(sizeof "cases-" - 1);
  const std::string config = read_file(cases.parent_path() / ("config-" + number + ".yaml"));
  const abi::Plugin plugin(config);
  std::ifstream lines(cases);
  for (std::string line; std::getline(lines, line);) {
    Arena arena;
    const std::string answered = line_of(*read_json_object(line, arena), config, plugin);
    std::fwrite(answered.data(), 1, answered.size(), stdout);
  }
}

}  // namespace
}  // namespace flytespark

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: binding_cases VECTORS > cases.jsonl\n", stderr);
    return 2;
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().filename().string().starts_with("cases-")) files.insert(entry.path());
  }
  for (const auto& file : files) flytespark::write_cases(file);
  return std::fflush(stdout) == 0 && !files.empty() ? 0 : 1;
}
