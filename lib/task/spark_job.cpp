// The rules of the legacy jsonpb parser, which are not those of protojson: unknown members are
// dropped; a field has its JSON name and its proto name, the JSON name winning; null is unset; an
// enum is a name or a number, any number; a null in a map of strings is "". Fields are checked in
// the order of their numbers, and the first fault is the result.
//
// Source: flyteplugins spark.go BuildResource, validateSparkJob; utils/marshal_utils.go;
// golang/protobuf v1.5.4 jsonpb
#include "lib/task/spark_job.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/proto/descriptor.hpp"
#include "lib/proto/field_types.hpp"
#include "lib/proto/struct_value.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

using proto::FieldType;
using proto::Kind;
using proto::MessageType;
using proto::Shape;
using proto::WellKnown;

constexpr proto::EnumName kApplicationTypeNames[] = {
    {"PYTHON", 0}, {"JAVA", 1}, {"SCALA", 2}, {"R", 3}};
constexpr proto::EnumType kApplicationType{"SparkApplication.Type", kApplicationTypeNames};

constexpr FieldType kSparkJobFields[] = {
    proto::enumeration(1, "applicationType", kApplicationType),
    proto::text(2, "mainApplicationFile"),
    proto::text(3, "mainClass"),
    proto::map(proto::text(4, "sparkConf")),
    proto::map(proto::text(5, "hadoopConf")),
    proto::text(6, "executorPath"),
    proto::message(7, "databricksConf", proto::kStruct),
    proto::text(8, "databricksToken"),
    proto::text(9, "databricksInstance"),
    proto::message(10, "driverPod", proto::kK8sPod),
    proto::message(11, "executorPod", proto::kK8sPod),
};
constexpr MessageType kSparkJob{"SparkJob", kSparkJobFields};

struct Fault {
  std::string text;  // Go's
  std::string path;
};
using Checked = std::optional<Fault>;

// The member that sets a field, under either of its names; null when it is unset.
const Member* find_member(const Value& object, const FieldType& field) {
  const Member* found = nullptr;
  bool has_two_names = field.name.find('_') != std::string_view::npos;
  for (const Member& member : object.members()) {
    if (member.key == field.name && found == nullptr) found = &member;
    if (has_two_names && proto::is_json_name(field.name, member.key)) found = &member;
  }
  return found == nullptr || found->value.is_null() ? nullptr : found;
}

Fault cannot_unmarshal(std::string_view what, std::string_view type, const Place& place) {
  return {fmt::format("json: cannot unmarshal {} into Go value of type {}", what, type),
          place.pointer()};
}

bool is_int32(std::string_view text) {
  std::int32_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Checks a document as the parser does, field by field.
class JobChecker {
 public:
  explicit JobChecker(const FlyteLine& line) : line_(line) {}

  Checked check_message(const MessageType& type, const Value& value, const Place& place) const;

 private:
  Checked check_enum(const proto::EnumType& type, const Value& value, const Place& place) const;
  Checked check_single(const FieldType& field, const Value& value, const Place& place) const;
  Checked check_field(const FieldType& field, const Value& value, const Place& place) const;

  const FlyteLine& line_;
};

Checked JobChecker::check_enum(const proto::EnumType& type, const Value& value,
                               const Place& place) const {
  if (value.is_string()) {
    if (proto::find_enum_name(type, value.text()) != nullptr) return {};
    return Fault{
        fmt::format("unknown value \"\\\"{}\\\"\" for enum {}.{}.{}", value.text(),
                    line_.idl_package, &type == &kApplicationType ? "plugins" : "core", type.name),
        place.pointer()};
  }
  bool is_number = value.tag() == Value::Tag::kNumber;
  if (is_number && is_int32(value.text())) return {};
  std::string what(k8s::go_kind_name(value));
  if (is_number) what.append(" ").append(value.text());
  return cannot_unmarshal(what, "protoreflect.EnumNumber", place);
}

Checked JobChecker::check_single(const FieldType& field, const Value& value,
                                 const Place& place) const {
  switch (field.kind) {
    case Kind::kString:
      if (!value.is_string() && !value.is_null())
        return cannot_unmarshal(k8s::go_kind_name(value), "string", place);
      return {};
    case Kind::kBool:
      if (value.tag() != Value::Tag::kBool)
        return cannot_unmarshal(k8s::go_kind_name(value), "bool", place);
      return {};
    case Kind::kEnum:
      return check_enum(*field.enumeration, value, place);
    case Kind::kMessage:
      return check_message(*field.message, value, place);
    default:
      return {};  // a SparkJob has no others
  }
}

Checked JobChecker::check_field(const FieldType& field, const Value& value,
                                const Place& place) const {
  if (field.shape != Shape::kMap) return check_single(field, value, place);
  if (!value.is_map())
    return cannot_unmarshal(k8s::go_kind_name(value), "map[string]json.RawMessage", place);
  for (const Member& member : value.members()) {
    if (auto fault = check_single(field, member.value, Place::member(place, member.key)))
      return fault;
  }
  return {};
}

Checked JobChecker::check_message(const MessageType& type, const Value& value,
                                  const Place& place) const {
  if (!value.is_map()) {
    Fault fault = cannot_unmarshal(k8s::go_kind_name(value), "map[string]json.RawMessage", place);
    if (type.well_known == WellKnown::kStruct) fault.text.insert(0, "bad StructValue: ");
    return fault;
  }
  if (type.well_known == WellKnown::kStruct) return {};
  for (const FieldType& field : type.fields) {
    const Member* member = find_member(value, field);
    if (member == nullptr) continue;
    if (auto fault = check_field(field, member->value, Place::member(place, member->key)))
      return fault;
  }
  return {};
}

// The rest reads a document that has been checked.

const Value* member(const Value& object, const MessageType& type, std::uint32_t number) {
  for (const FieldType& field : type.fields) {
    if (field.number != number) continue;
    const Member* found = find_member(object, field);
    return found == nullptr ? nullptr : &found->value;
  }
  return nullptr;
}

std::string_view text_of(const Value* value) {
  return value == nullptr ? std::string_view() : value->text();
}

std::int64_t enum_number(const Value* value) {
  if (value == nullptr) return 0;
  if (value->is_string()) return proto::find_enum_name(kApplicationType, value->text())->number;
  std::int64_t number = 0;
  std::from_chars(value->text().data(), value->text().data() + value->text().size(), number);
  return number;
}

Value string_map(const Value* value, Arena& arena) {
  if (value == nullptr) return {};
  auto members = arena.copy(value->members());
  for (Member& entry : members) {
    if (entry.value.is_null()) entry.value = Value::string("");
  }
  return sorted_map(members);
}

RolePod role_pod(const Value* value, Arena& arena) {
  RolePod pod;
  if (value == nullptr) return pod;
  if (const Value* metadata = member(*value, proto::kK8sPod, 1)) {
    pod.metadata = {string_map(member(*metadata, proto::kK8sObjectMetadata, 1), arena),
                    string_map(member(*metadata, proto::kK8sObjectMetadata, 2), arena)};
  }
  pod.primary_container_name = text_of(member(*value, proto::kK8sPod, 4));
  if (const Value* pod_spec = member(*value, proto::kK8sPod, 2)) {
    pod.has_pod_spec = true;
    pod.pod_spec = *pod_spec;
  }
  return pod;
}

std::string struct_text(const Value& document) {
  std::string text;
  append_struct_text(document, text);
  return text;
}

}  // namespace

Error bad_task_specification(std::string_view message, std::string path) {
  Error error(Code::kBadTask, fmt::format("[BadTaskSpecification] {}", message), std::move(path));
  error.document = "task_template";
  error.reference_code = kBadTaskSpecification;
  return error;
}

Result<SparkJob> read_spark_job(const TaskTemplate& task_template, const FlyteLine& line,
                                Arena& arena) {
  const Value& custom = task_template.custom;
  if (!task_template.has_custom) {
    return bad_task_specification(
        fmt::format("invalid TaskSpecification [<nil>], failed to unmarshal, caused by: {}",
                    line.nil_custom),
        "/custom");
  }
  if (auto fault =
          JobChecker(line).check_message(kSparkJob, custom, Place{nullptr, "/custom", 0, false})) {
    return bad_task_specification(
        fmt::format("invalid TaskSpecification [{}], failed to unmarshal, caused by: {}{}",
                    struct_text(custom), line.bad_custom, fault->text),
        std::move(fault->path));
  }
  SparkJob job;
  job.application_type = enum_number(member(custom, kSparkJob, 1));
  job.main_application_file = text_of(member(custom, kSparkJob, 2));
  job.main_class = text_of(member(custom, kSparkJob, 3));
  job.spark_conf = string_map(member(custom, kSparkJob, 4), arena);
  job.hadoop_conf = string_map(member(custom, kSparkJob, 5), arena);
  job.executor_path = text_of(member(custom, kSparkJob, 6));
  job.driver_pod = role_pod(member(custom, kSparkJob, 10), arena);
  job.executor_pod = role_pod(member(custom, kSparkJob, 11), arena);
  if (job.main_application_file.empty() && job.main_class.empty()) {
    return bad_task_specification(fmt::format("invalid TaskSpecification [{}]., caused by: either "
                                              "MainApplicationFile or MainClass must be set",
                                              struct_text(custom)),
                                  "/custom");
  }
  return job;
}

}  // namespace flytespark
