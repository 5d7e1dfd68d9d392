// Where the lines of Flyte answer differently: each difference has its name here, and is asked for
// where it matters. What is not named here is the same in all lines.
//
// Source: flyteplugins, flytepropeller and flytestdlib v1.16.8; Flyte v2
// Differs: both lines read core/v1 as of Kubernetes 1.36. Flyte 1.16 has that of 1.34, which knows
// neither `schedulingGroup` of a pod nor `userAnnotations` of a certificate in a volume, and so finds
// no fault with them.
#pragma once

#include <cstddef>
#include <string_view>

namespace flytespark {

struct FlyteLine {
  // -- Configuration

  // Whether keys of the newer line are known, or those of the older one; where keys are listed,
  // each says so.
  bool newer_config_keys = true;
  // Accelerators come in classes, and their devices have names of the nodes' own.
  bool accelerator_classes = true;

  // -- Task template

  std::string_view idl_package = "flyteidl2";
  // What is said of a template without `custom`, and before any other fault of it.
  std::string_view nil_custom = "nil Struct Object passed";
  std::string_view bad_custom = "";
  // What flyteidl's GPU is called before the configuration has its say.
  std::string_view idl_gpu = "gpu";

  // -- Pods

  // The pod template is looked up before anything is done to the task's own pod, and its resources
  // count before the platform's defaults.
  bool pod_template_first = false;
  // A template's container that has the name of the primary one is merged into it.
  bool primary_template_by_name = true;
  // `gpu` is called what the configuration says among the overrides too.
  bool renames_gpu_of_overrides = true;
  bool overrides_init_containers = false;
  // A node requirement, or an accelerator's toleration, that is there already is not added again.
  bool skips_repeated_scheduling = true;
  // The configuration's scheduling is applied once more to the finished pod.
  bool schedules_finished_pod = true;
  bool pod_name_variable = true;     // _F_PN
  bool older_task_variables = true;  // FLYTE_INTERNAL_PROJECT and its kin
  bool literal_offloading = false;   // _F_L_MIN_SIZE_MB, _F_L_MAX_SIZE_MB
  bool copilot_needs_stow = true;    // and fails without; else it is told of a connection

  // -- Application

  // driverPod and executorPod are laid over the role's pod, primary container and all; otherwise
  // their pod specs become pod templates.
  bool lays_over_role_pods = false;
  // Labels and annotations of the pod, its template and driverPod or executorPod reach the role.
  bool pod_metadata = false;
  bool pod_templates_of_roles = true;
  bool mode = false;                        // `mode: cluster`
  bool executor_service_account = false;    // even without a pod template
  bool container_security_context = false;  // of the primary container
  bool priority_class = false;              // of the pod
  // Labels and annotations of the template's own metadata reach the application.
  bool task_metadata = false;
  // The template's secrets, and who runs it, become annotations and labels; otherwise the execution
  // brings them along.
  bool injects_secrets = false;
  std::string_view finalizer = "flyte/flytek8s";
  // What a name that is too long gives up for a hyphen and its hash.
  std::size_t hash_room = 31;

  // -- Observation

  bool judges_driver_pod = true;
  bool pending_submission_initializes = true;
  // The reason tells whether the links into the running job are ready.
  bool notes_readiness = true;
  bool raises_version_of_running = true;
  bool log_context = true;
  bool terminal = true;    // with completion_time
  bool link_state = true;  // linkType and ready of links

  // -- Links

  // Each group of links has a suffix of its own, and the times of the application.
  bool suffixes_groups = false;
  bool application_times = false;
  bool links_of_task = true;  // the template's logLinks
  // Dynamic links are chosen by the task's `link_type`, in its order; otherwise by _F_E_VS.
  bool link_type_of_task = false;
  std::string_view stackdriver_name = "Google Cloud Logs";
  bool newer_link_variables = true;  // taskOrg, runName, actionName, executionOrg
  bool dns_generated_name = true;

  // -- What a manager makes of refusals and ends

  bool build_errors_are_permanent = false;
  // A quota that can never be met fails a task for good.
  bool reads_quotas = false;
  std::string_view bad_request_code = "BadRequest";
  std::string_view invalid_code = "InvalidResource";
  std::string_view deleted_text = "terminated unexpectedly in the background";
};

inline constexpr FlyteLine kFlyteV2;

inline constexpr FlyteLine kFlyteV1 = {
    .newer_config_keys = false,
    .accelerator_classes = false,
    .idl_package = "flyteidl",
    .nil_custom = "nil Struct object passed",
    .bad_custom = "Failed to unmarshal json obj into proto: ",
    .idl_gpu = "nvidia.com/gpu",
    .pod_template_first = true,
    .primary_template_by_name = false,
    .renames_gpu_of_overrides = false,
    .overrides_init_containers = true,
    .skips_repeated_scheduling = false,
    .schedules_finished_pod = false,
    .pod_name_variable = false,
    .older_task_variables = false,
    .literal_offloading = true,
    .copilot_needs_stow = false,
    .lays_over_role_pods = true,
    .pod_metadata = true,
    .pod_templates_of_roles = false,
    .mode = true,
    .executor_service_account = true,
    .container_security_context = true,
    .priority_class = true,
    .task_metadata = true,
    .injects_secrets = true,
    .finalizer = "flyte.org/finalizer-k8s",
    .hash_room = 21,
    .judges_driver_pod = false,
    .pending_submission_initializes = false,
    .notes_readiness = false,
    .raises_version_of_running = false,
    .log_context = false,
    .terminal = false,
    .link_state = false,
    .suffixes_groups = true,
    .application_times = true,
    .links_of_task = false,
    .link_type_of_task = true,
    .stackdriver_name = "Stackdriver Logs",
    .newer_link_variables = false,
    .dns_generated_name = false,
    .build_errors_are_permanent = true,
    .reads_quotas = true,
    .bad_request_code = "BadTaskFormat",
    .invalid_code = "BadTaskFormat",
    .deleted_text = "terminated in the background, manually",
};

}  // namespace flytespark
