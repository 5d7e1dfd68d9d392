// Wire format -> TaskTemplate. Unknown fields, and fields of an unexpected wire type, are skipped,
// as protobuf does; a message that comes twice is merged, a scalar that comes twice is its last
// value.
//
// Source: flyteidl core/tasks.proto, interface.proto, security.proto
#include "lib/task/task_template.hpp"

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <protozero/exception.hpp>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/links/log_links.hpp"
#include "lib/proto/struct_value.hpp"
#include "lib/proto/wire.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/secret.hpp"

namespace flytespark {
namespace {

using namespace wire;

class TemplateReader {
 public:
  explicit TemplateReader(Arena& arena) : arena_(arena) {}

  // The JSON pointer of the message being read.
  std::string_view place() const { return place_; }

  Result<TaskTemplate> read(std::string_view protobuf);

 private:
  void read_metadata(std::string_view protobuf);
  LinkSource read_log_link(pbf_reader reader);
  void read_interface(std::string_view protobuf);
  void read_container(std::string_view protobuf);
  Result<void> read_k8s_pod(std::string_view protobuf);
  void read_security_context(std::string_view protobuf);
  void read_extended_resources(std::string_view protobuf);
  DataConfig read_data_config(std::string_view protobuf);
  KeyValue read_key_value(pbf_reader reader);
  Value list_of(std::span<const Value> strings) {
    return strings.empty() ? Value() : Value::list(arena_.copy(strings));
  }

  Arena& arena_;
  TaskTemplate task_template_;
  std::string_view place_ = "";
};

KeyValue TemplateReader::read_key_value(pbf_reader reader) {
  KeyValue pair;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        pair.key = text(reader);
        break;
      case tag_and_type(2, kBytes):
        pair.value = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  return pair;
}

Result<TaskTemplate> TemplateReader::read(std::string_view protobuf) {
  using Target = TaskTemplate::Target;
  MessageParts metadata, interface, custom, target, security_context, extended_resources;
  boost::container::small_vector<Member, 8> config;
  auto read_target = [&](Target kind, std::string_view body) {
    if (task_template_.target != kind) target.clear();
    target.add(body);
    task_template_.target = kind;
  };
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(2, kBytes):
        task_template_.type = text(reader);
        break;
      case tag_and_type(3, kBytes):
        metadata.add(bytes(reader));
        break;
      case tag_and_type(4, kBytes):
        interface.add(bytes(reader));
        break;
      case tag_and_type(5, kBytes):
        custom.add(bytes(reader));
        break;
      case tag_and_type(6, kBytes):
        read_target(Target::kContainer, bytes(reader));
        break;
      case tag_and_type(8, kBytes):
        security_context.add(bytes(reader));
        break;
      case tag_and_type(9, kBytes):
        extended_resources.add(bytes(reader));
        break;
      case tag_and_type(16, kBytes): {
        KeyValue pair = read_key_value(message(bytes(reader)));
        config.push_back({pair.key, Value::string(pair.value)});
        break;
      }
      case tag_and_type(17, kBytes):
        read_target(Target::kK8sPod, bytes(reader));
        break;
      case tag_and_type(18, kBytes):
        read_target(Target::kSql, bytes(reader));
        break;
      default:
        reader.skip();
    }
  }
  task_template_.config =
      sorted_map(arena_.copy(std::span<const Member>(config.data(), config.size())));
  read_metadata(metadata.joined(arena_));
  read_interface(interface.joined(arena_));
  read_security_context(security_context.joined(arena_));
  if (extended_resources.present()) read_extended_resources(extended_resources.joined(arena_));
  if (task_template_.target == Target::kContainer) read_container(target.joined(arena_));
  if (task_template_.target == Target::kK8sPod)
    FLYTESPARK_CHECK(read_k8s_pod(target.joined(arena_)));
  if (custom.present()) {
    FLYTESPARK_TRY(document, read_struct(custom.joined(arena_), arena_, "/custom"));
    task_template_.has_custom = true;
    task_template_.custom = document;
  }
  return task_template_;
}

void TemplateReader::read_metadata(std::string_view protobuf) {
  place_ = "/metadata";
  MessageParts kubernetes;
  boost::container::small_vector<LinkSource, 4> log_links;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(12, kBytes):
        task_template_.pod_template_name = text(reader);
        break;
      case tag_and_type(16, kBytes):
        kubernetes.add(bytes(reader));
        break;
      case tag_and_type(18, kBytes):
        log_links.push_back(read_log_link(message(bytes(reader))));
        break;
      default:
        reader.skip();
    }
  }
  task_template_.metadata = read_kubernetes_metadata(kubernetes.joined(arena_), arena_);
  task_template_.log_links =
      arena_.copy(std::span<const LinkSource>(log_links.data(), log_links.size()));
}

LinkSource TemplateReader::read_log_link(pbf_reader reader) {
  std::string_view uri, name;
  std::int64_t message_format = 0;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        uri = text(reader);
        break;
      case tag_and_type(2, kBytes):
        name = text(reader);
        break;
      case tag_and_type(3, kVarint):
        message_format = reader.get_int32();
        break;
      default:
        reader.skip();
    }
  }
  return task_link(name, uri, message_format, arena_);
}

void TemplateReader::read_interface(std::string_view protobuf) {
  place_ = "/interface";
  MessageParts inputs, outputs;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        inputs.add(bytes(reader));
        break;
      case tag_and_type(2, kBytes):
        outputs.add(bytes(reader));
        break;
      default:
        reader.skip();
    }
  }
  task_template_.has_inputs = inputs.present();
  task_template_.inputs = inputs.joined(arena_);
  task_template_.has_outputs = outputs.present();
  task_template_.outputs = outputs.joined(arena_);
}

ResourceEntry read_resource_entry(pbf_reader reader) {
  ResourceEntry entry;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kVarint):
        entry.name = reader.get_int64();
        break;
      case tag_and_type(2, kBytes):
        entry.value = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  return entry;
}

void TemplateReader::read_container(std::string_view protobuf) {
  place_ = "/container";
  boost::container::small_vector<Value, 32> args, command;
  boost::container::small_vector<KeyValue, 8> env;
  boost::container::small_vector<ResourceEntry, 8> requests, limits;
  Container& container = task_template_.container;
  MessageParts data_config;
  auto read_resources = [&](pbf_reader reader) {
    while (reader.next()) {
      switch (reader.tag_and_type()) {
        case tag_and_type(1, kBytes):
          requests.push_back(read_resource_entry(message(bytes(reader))));
          break;
        case tag_and_type(2, kBytes):
          limits.push_back(read_resource_entry(message(bytes(reader))));
          break;
        default:
          reader.skip();
      }
    }
  };
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        container.image = text(reader);
        break;
      case tag_and_type(2, kBytes):
        command.push_back(Value::string(text(reader)));
        break;
      case tag_and_type(3, kBytes):
        args.push_back(Value::string(text(reader)));
        break;
      case tag_and_type(4, kBytes):
        read_resources(message(bytes(reader)));
        break;
      case tag_and_type(5, kBytes):
        env.push_back(read_key_value(message(bytes(reader))));
        break;
      case tag_and_type(9, kBytes):
        data_config.add(bytes(reader));
        break;
      default:
        reader.skip();
    }
  }
  container.args = list_of({args.data(), args.size()});
  container.command = list_of({command.data(), command.size()});
  container.env = arena_.copy(std::span<const KeyValue>(env.data(), env.size()));
  container.requests =
      arena_.copy(std::span<const ResourceEntry>(requests.data(), requests.size()));
  container.limits = arena_.copy(std::span<const ResourceEntry>(limits.data(), limits.size()));
  if (data_config.present())
    task_template_.data_config = read_data_config(data_config.joined(arena_));
}

Result<void> TemplateReader::read_k8s_pod(std::string_view protobuf) {
  place_ = "/k8sPod";
  MessageParts metadata, pod_spec, data_config;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        metadata.add(bytes(reader));
        break;
      case tag_and_type(2, kBytes):
        pod_spec.add(bytes(reader));
        break;
      case tag_and_type(3, kBytes):
        data_config.add(bytes(reader));
        break;
      default:
        reader.skip();
    }
  }
  task_template_.pod_metadata = read_kubernetes_metadata(metadata.joined(arena_), arena_);
  if (data_config.present())
    task_template_.data_config = read_data_config(data_config.joined(arena_));
  if (pod_spec.present()) {
    FLYTESPARK_TRY(document, read_struct(pod_spec.joined(arena_), arena_, "/k8sPod/podSpec"));
    task_template_.has_pod_spec = true;
    task_template_.pod_spec = document;
  }
  return {};
}

DataConfig TemplateReader::read_data_config(std::string_view protobuf) {
  DataConfig config;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kVarint):
        config.enabled = reader.get_bool();
        break;
      case tag_and_type(2, kBytes):
        config.input_path = text(reader);
        break;
      case tag_and_type(3, kBytes):
        config.output_path = text(reader);
        break;
      case tag_and_type(4, kVarint):
        config.format = reader.get_int64();
        break;
      case tag_and_type(6, kVarint):
        config.file_input_layout = reader.get_int64();
        break;
      default:
        reader.skip();
    }
  }
  return config;
}

void TemplateReader::read_security_context(std::string_view protobuf) {
  place_ = "/securityContext";
  task_template_.secrets = read_secrets(protobuf, arena_);
}

void TemplateReader::read_extended_resources(std::string_view protobuf) {
  place_ = "/extendedResources";
  task_template_.extended_resources = flytespark::read_extended_resources(protobuf, arena_);
}

}  // namespace

Result<TaskTemplate> read_task_template(std::string_view protobuf, Arena& arena) {
  TemplateReader reader(arena);
  try {
    return reader.read(protobuf);
  } catch (const protozero::exception& fault) {
    return Error(Code::kInvalidProtobuf,
                 std::string("the task template is not valid protobuf: ") + fault.what(),
                 std::string(reader.place()));
  }
}

}  // namespace flytespark
