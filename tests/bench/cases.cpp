#include "tests/bench/cases.hpp"

#include <zlib.h>

#include <memory>
#include <utility>

#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/proto/protojson.hpp"

namespace flytespark::bench {
namespace {

namespace json = boost::json;

std::string text_of(const Value* value) {
  return value == nullptr || value->is_null() ? std::string() : json_text(*value);
}

std::int64_t now_of(const Value& request) {
  return parse_rfc3339(request.find("now")->text())->seconds * 1000;
}

std::string protobuf_of(const Value& request) {
  Arena arena;
  auto protobuf =
      proto::protojson_to_protobuf(proto::kTaskTemplate, *request.find("task_template"), arena);
  return protobuf ? std::string(*protobuf) : std::string();
}

Case build_case(const Value& request, const abi::Plugin& plugin) {
  std::string task_template = protobuf_of(request);
  std::string execution = text_of(request.find("execution"));
  std::string cluster = text_of(request.find("cluster"));
  std::int64_t now = now_of(request);
  Case c;
  c.inputs = {text_of(request.find("task_template")), execution, cluster};
  c.call = [&plugin, task_template, execution, cluster, now] {
    return abi::Task(plugin, task_template, execution).build(cluster, now);
  };
  return c;
}

Case build_of_task_case(const Value& request, const abi::Plugin& plugin) {
  auto task =
      std::make_shared<abi::Task>(plugin, protobuf_of(request), text_of(request.find("execution")));
  std::string cluster = text_of(request.find("cluster"));
  std::int64_t now = now_of(request);
  Case c;
  c.inputs = {cluster};
  c.call = [task, cluster, now] { return task->build(cluster, now); };
  return c;
}

Case observe_case(const Value& request, const abi::Plugin& plugin) {
  auto task =
      std::make_shared<abi::Task>(plugin, protobuf_of(request), text_of(request.find("execution")));
  std::string application = text_of(request.find("application"));
  std::string driver_pod = text_of(request.find("driver_pod"));
  std::string previous = text_of(request.find("previous"));
  std::int64_t now = now_of(request);
  Case c;
  for (const std::string& input : {application, driver_pod, previous}) {
    if (!input.empty()) c.inputs.push_back(input);
  }
  c.call = [task, application, driver_pod, previous, now] {
    return task->observe({application, driver_pod, previous}, now);
  };
  return c;
}

void add_case(Case c, std::vector<Case>& cases) {
  c.answer = json::parse(json::string_view(c.call().string()));
  cases.push_back(std::move(c));
}

}  // namespace

void add_cases(std::istream& lines, const abi::Plugin& plugin, Cases& cases) {
  for (std::string line; std::getline(lines, line);) {
    Arena arena;
    auto request = read_json_object(line, arena);
    if (!request) continue;
    try {
      if (request->find("kind")->text() == "status") {
        add_case(observe_case(*request, plugin), cases["observe"]);
      } else {
        add_case(build_case(*request, plugin), cases["build"]);
        add_case(build_of_task_case(*request, plugin), cases["build of a task"]);
      }
    } catch (const abi::Error&) {
    }
  }
}

std::string read_file(const std::filesystem::path& path) {
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  std::string text;
  char chunk[65536];
  for (int size = 1; file != nullptr && size > 0;) {
    size = gzread(file.get(), chunk, sizeof chunk);
    if (size > 0) text.append(chunk, static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace flytespark::bench
