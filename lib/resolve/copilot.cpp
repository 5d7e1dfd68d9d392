// A downloader runs as the last init container when the task declares inputs, an uploader as the
// first, and stays beside the task, when it declares outputs. Both see the primary container's data
// through a volume each.
//
// Source: flyteplugins copilot.go AddCoPilotToContainer, AddCoPilotToPod, FlyteCoPilotContainer,
// CopilotCommandArgs
// Kept: the primary container gets empty capabilities, which keep default-security-context away
// from it.
#include "lib/resolve/copilot.hpp"

#include <fmt/format.h>

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/base64.hpp"
#include "lib/base/go_duration.hpp"
#include "lib/base/value.hpp"
#include "lib/context/copilot_config.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/containers.hpp"
#include "lib/resolve/environment.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

namespace container = k8s::container;

constexpr std::string_view kStorageConfigVolume = "flyte-copilot-storage-config";
constexpr std::string_view kStorageConfigPath = "/etc/flyte/copilot";

using Texts = boost::container::small_vector<Value, 24>;

Value list_of(const Texts& texts, Arena& arena) {
  return Value::list(arena.copy(std::span<const Value>(texts.data(), texts.size())));
}

Value list_of(const Value& item, Arena& arena) {
  return Value::list(arena.copy(std::span<const Value>(&item, 1)));
}

std::string_view or_default(std::string_view own, std::string_view general) {
  return own.empty() ? general : own;
}

// A varint-tagged message field, `bytes` as its content.
void append_message_field(int number, std::string_view bytes, std::string& out) {
  out.push_back(static_cast<char>(number << 3 | 2));
  std::size_t size = bytes.size();
  for (; size >= 0x80; size >>= 7) out.push_back(static_cast<char>((size & 0x7f) | 0x80));
  out.push_back(static_cast<char>(size));
  out.append(bytes);
}

// TypedInterface {inputs 1, outputs 2}.
std::string typed_interface(const TaskTemplate& task_template) {
  std::string protobuf;
  if (task_template.has_inputs) append_message_field(1, task_template.inputs, protobuf);
  if (task_template.has_outputs) append_message_field(2, task_template.outputs, protobuf);
  return protobuf;
}

std::string_view format_name(std::int64_t format) {
  switch (format) {
    case 1:
      return "YAML";
    case 2:
      return "PROTO";
    default:
      return "JSON";
  }
}

class Copilot {
 public:
  explicit Copilot(const BuildInputs& inputs)
      : inputs_(inputs), arena_(inputs.arena), config_(inputs.config.k8s.copilot) {
    const DataConfig& data = *inputs.task_template.data_config;
    input_path_ = or_default(data.input_path, config_.default_input_path);
    output_path_ = or_default(data.output_path, config_.default_output_path);
    has_inputs_ = !inputs.task_template.inputs.empty();
    has_outputs_ = !inputs.task_template.outputs.empty();
  }

  Result<void> add(Value& pod_spec, std::string_view primary) {
    prepare_primary(*find_last_own_container(pod_spec, primary, arena_));
    if (!has_inputs_ && !has_outputs_) return {};
    FLYTESPARK_TRY(command, copilot_command());
    FLYTESPARK_TRY(resources, copilot_resources());
    if (!config_.storage_config_secret_name.empty())
      add_volume(pod_spec, storage_config_volume(), arena_);
    Value& init_containers = pod_spec[k8s::pod_spec::kInitContainers];
    if (has_inputs_) {
      add_volume(pod_spec, data_volume(config_.input_volume_name), arena_);
      Value downloader = copilot_container("downloader", command, download_args(), resources);
      mount_data(downloader, config_.input_volume_name, input_path_);
      init_containers = k8s::concat_lists(init_containers, list_of(downloader, arena_), arena_);
    }
    if (has_outputs_) {
      add_volume(pod_spec, data_volume(config_.output_volume_name), arena_);
      Value uploader = copilot_container("uploader", command, upload_args(), resources);
      uploader[container::kRestartPolicy] = Value::string("Always");
      mount_data(uploader, config_.output_volume_name, output_path_);
      init_containers = k8s::concat_lists(list_of(uploader, arena_), init_containers, arena_);
      pod_spec[k8s::pod_spec::kTerminationGracePeriodSeconds] =
          Value::integer(config_.timeout_ns / kNanosPerSecond);
    }
    return {};
  }

 private:
  static constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

  void prepare_primary(Value& primary) {
    Value& security = primary[container::kSecurityContext];
    security = security.is_struct() ? k8s::copy_struct(security, arena_)
                                    : k8s::make_struct(k8s::kSecurityContextType, arena_);
    Value& capabilities = security[k8s::security_context::kCapabilities];
    if (capabilities.is_null()) capabilities = k8s::make_struct(k8s::kCapabilitiesType, arena_);
    if (has_inputs_)
      add_volume_mount(primary, config_.input_volume_name, input_path_, false, arena_);
    if (has_outputs_)
      add_volume_mount(primary, config_.output_volume_name, output_path_, false, arena_);
  }

  Value storage_config_volume() {
    Value secret = k8s::make_struct(k8s::kSecretProjectionType, arena_);
    secret[k8s::secret_projection::kName] = Value::string(config_.storage_config_secret_name);
    Value projection = k8s::make_struct(k8s::kVolumeProjectionType, arena_);
    projection[k8s::volume_projection::kSecret] = secret;
    Value source = k8s::make_struct(k8s::kProjectedVolumeSourceType, arena_);
    source[k8s::projected_volume_source::kSources] = list_of(projection, arena_);
    source[k8s::projected_volume_source::kDefaultMode] = Value::integer(0444);
    Value volume = k8s::make_struct(k8s::kVolumeType, arena_);
    volume[k8s::volume::kName] = Value::string(kStorageConfigVolume);
    volume[k8s::volume::kProjected] = source;
    return volume;
  }

  // As large as the override's `storage` limit, else its request, else without a bound.
  Value data_volume(std::string_view name) {
    const Value& resources = inputs_.execution.override_resources;
    const Value* size = nullptr;
    if (resources.is_struct()) {
      size = resources[k8s::resource_requirements::kLimits].find("storage");
      if (size == nullptr) size = resources[k8s::resource_requirements::kRequests].find("storage");
    }
    return empty_dir_volume(name, "", size == nullptr ? Value() : *size, arena_);
  }

  void mount_data(Value& to, std::string_view volume, std::string_view path) {
    add_volume_mount(to, volume, path, false, arena_);
    if (!config_.storage_config_secret_name.empty()) {
      add_volume_mount(to, kStorageConfigVolume, kStorageConfigPath, true, arena_);
    }
  }

  // As much as asked for is also the most.
  Result<Value> copilot_resources() {
    const struct {
      std::string_view name;
      std::string_view amount;
    } wanted[] = {{"cpu", config_.cpu}, {"memory", config_.memory}};
    std::span<Member> amounts = {arena_.make_array<Member>(std::size(wanted)), std::size(wanted)};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      auto amount = k8s::parse_quantity(wanted[i].amount, arena_);
      if (!amount) {
        return Error(Code::kBuildFailed, amount.error().message,
                     fmt::format("/plugins/k8s/co-pilot/{}", wanted[i].name))
            .in("config");
      }
      amounts[i] = {wanted[i].name, Value::quantity(*amount)};
    }
    Value resources = k8s::make_struct(k8s::kResourceRequirementsType, arena_);
    resources[k8s::resource_requirements::kLimits] = Value::map(amounts);
    resources[k8s::resource_requirements::kRequests] = Value::map(amounts);
    return resources;
  }

  Value copilot_container(std::string_view suffix, const Value& command, const Value& args,
                          const Value& resources) {
    Value made = k8s::make_struct(k8s::kContainerType, arena_);
    made[container::kName] = Value::string(arena_.concat({config_.name, suffix}));
    made[container::kImage] = Value::string(config_.image);
    made[container::kCommand] = command;
    made[container::kArgs] = args;
    made[container::kWorkingDir] = Value::string("/");
    made[container::kResources] = resources;
    made[container::kTerminationMessagePolicy] = Value::string("FallbackToLogsOnError");
    made[container::kImagePullPolicy] = Value::string("IfNotPresent");
    return made;
  }

  Result<Value> copilot_command() {
    const StorageConfig* override_config = config_.storage_config_override;
    const StorageConfig& storage =
        override_config == nullptr ? inputs_.config.storage : *override_config;
    Texts texts;
    auto add = [&](std::initializer_list<std::string_view> parts) {
      texts.push_back(Value::string(arena_.concat(parts)));
    };
    add({"/bin/flyte-copilot"});
    add({"--storage.limits.maxDownloadMBs=0"});
    add({"--logger.level=", decimal(inputs_.config.logger_level, arena_)});
    if (storage.enable_multicontainer) add({"--storage.enable-multicontainer"});
    if (!storage.container.empty()) add({"--storage.container=", storage.container});
    add({"--storage.type=", storage.type});
    if (!config_.storage_config_secret_name.empty()) {
      add({"--config"});
      add({kStorageConfigPath, "/*.yaml"});
      if (override_config == nullptr) return list_of(texts, arena_);
    }
    if (storage.stow.kind.empty() || storage.stow.config.members().empty()) {
      // The older line goes on with the storage's connection; its manifests show no co-pilot.
      if (!inputs_.config.line->copilot_needs_stow) return list_of(texts, arena_);
      return Error(Code::kBuildFailed, "no stow.config or stow.kind specified", "/storage/stow")
          .in("config");
    }
    for (const Member& member : storage.stow.config.members()) {
      add({"--storage.stow.config"});
      add({member.key, "=", member.value.text()});
    }
    add({"--storage.stow.kind=", storage.stow.kind});
    return list_of(texts, arena_);
  }

  Value download_args() {
    const DataConfig& data = *inputs_.task_template.data_config;
    const Execution& execution = inputs_.execution;
    Texts texts;
    for (std::string_view text :
         {std::string_view("download"), std::string_view("--from-remote"), execution.input_path,
          std::string_view("--to-output-prefix"), execution.output_prefix,
          std::string_view("--to-local-dir"), input_path_, std::string_view("--format"),
          format_name(data.format), std::string_view("--file-input-layout"),
          data.file_input_layout == 1 ? std::string_view("NAMED_DIR") : std::string_view("DIRECT"),
          std::string_view("--input-interface"),
          encode_base64(inputs_.task_template.inputs, arena_)}) {
      texts.push_back(Value::string(text));
    }
    return list_of(texts, arena_);
  }

  Value upload_args() {
    const Execution& execution = inputs_.execution;
    Texts texts;
    for (std::string_view text :
         {std::string_view("sidecar"), std::string_view("--timeout"),
          go_duration_text(config_.timeout_ns, arena_), std::string_view("--to-raw-output"),
          execution.raw_output_prefix, std::string_view("--to-output-prefix"),
          execution.output_prefix, std::string_view("--from-local-dir"), output_path_,
          std::string_view("--interface"),
          encode_base64(typed_interface(inputs_.task_template), arena_)}) {
      texts.push_back(Value::string(text));
    }
    return list_of(texts, arena_);
  }

  const BuildInputs& inputs_;
  Arena& arena_;
  const CopilotConfig& config_;
  std::string_view input_path_;
  std::string_view output_path_;
  bool has_inputs_;
  bool has_outputs_;
};

}  // namespace

Result<void> add_copilot(Value& pod_spec, const BuildInputs& inputs, std::string_view primary) {
  const auto& data = inputs.task_template.data_config;
  if (!data || !data->enabled) return {};
  return Copilot(inputs).add(pod_spec, primary);
}

}  // namespace flytespark
