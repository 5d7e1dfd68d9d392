#include "cli/made_up_execution.hpp"

#include <fmt/format.h>

#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"

namespace flytespark::cli {
namespace {

// The file's name, as a DNS label.
std::string run_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  std::string_view stem = slash == std::string_view::npos ? path : path.substr(slash + 1);
  stem = stem.substr(0, stem.find('.'));
  constexpr std::size_t kLongest = 40;
  std::string name;
  for (char c : stem.substr(0, kLongest)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) {
      name.push_back(c);
    } else if (!name.empty() && name.back() != '-') {
      name.push_back('-');
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() || (name[0] >= '0' && name[0] <= '9') ? "run" + name : name;
}

}  // namespace

std::string made_up_execution(std::string_view task_path) {
  std::string run = run_name(task_path);
  return fmt::format(
      R"({{"id":{{"taskId":{{"resourceType":"TASK","project":"flytesnacks","domain":"development","name":"{0}","version":"v1"}},)"
      R"("nodeExecutionId":{{"nodeId":"a0","executionId":{{"project":"flytesnacks","domain":"development","name":"{0}"}}}}}},)"
      R"("generated_name":"{0}-a0-0","namespace":"flytesnacks-development",)"
      R"("max_attempts":1,"interruptible":false,"service_account":"default",)"
      R"("input_path":"s3://my-bucket/{0}/a0/inputs.pb","input_prefix":"s3://my-bucket/{0}/a0",)"
      R"("output_prefix":"s3://my-bucket/{0}/a0/1","raw_output_prefix":"s3://my-bucket/{0}/a0/1",)"
      R"("checkpoint_prefix":"s3://my-bucket/{0}/a0/1/_flytecheckpoints","previous_checkpoint_prefix":"",)"
      R"("task_template_path":"inline://taskTemplate","overrides":{{"resources_from_template":true}}}})",
      run);
}

std::string made_up_execution_of(std::string_view application) {
  Arena arena;
  auto document = read_json_object(application, arena);
  const Value* metadata = document ? document->find("metadata") : nullptr;
  auto member = [&](std::string_view key) {
    const Value* value = metadata == nullptr ? nullptr : metadata->find(key);
    return Value::string(value == nullptr ? "" : value->text());
  };
  const Member members[] = {{"generated_name", member("name")}, {"namespace", member("namespace")}};
  return json_text(Value::map(members));
}

}  // namespace flytespark::cli
