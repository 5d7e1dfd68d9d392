// flytespark replay: the watch of one application -> the phases that a user would have seen.
//
// A line is one event: {"at": time, "resource": "sparkapplications" or "pods", "type": "ADDED",
// "MODIFIED" or "DELETED", "object": {...}}. `at` and `resource` may be missing (then the object's
// kind says what it is), as in what `kubectl get --watch -o json --output-watch-events` prints when
// it is brought to one line an event.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"
#include "cli/story.hpp"
#include "cli/task_options.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"

namespace flytespark::cli {
namespace {

struct Options {
  TaskOptions task;
  std::string trace;
  std::string pods;
  bool all = false;
  std::string output = "text";
};

std::string_view text_at(const Value& value, std::initializer_list<std::string_view> path) {
  const Value* at = &value;
  for (std::string_view key : path) {
    at = at->find(key);
    if (at == nullptr) return {};
  }
  return at->text();
}

struct Event {
  std::string at;
  std::string type;
  bool is_pod = false;
  std::string name;  // NAMESPACE/NAME
  std::string version;
  std::string uid;
  std::string state;
  std::string driver;  // NAMESPACE/NAME of the application's driver pod
  std::string object;
};

Event event_of(const Value& line) {
  const Value* object = line.find("object");
  Event event;
  if (object == nullptr) object = &line;
  std::string_view resource = text_at(line, {"resource"});
  std::string_view space = text_at(*object, {"metadata", "namespace"});
  event.at = text_at(line, {"at"});
  event.type = text_at(line, {"type"});
  event.is_pod = resource.empty() ? text_at(*object, {"kind"}) == "Pod" : resource == "pods";
  event.name = fmt::format("{}/{}", space, text_at(*object, {"metadata", "name"}));
  event.version = text_at(*object, {"metadata", "resourceVersion"});
  event.uid = text_at(*object, {"metadata", "uid"});
  event.state = text_at(*object, {"status", "applicationState", "state"});
  event.driver = fmt::format("{}/{}", space, text_at(*object, {"status", "driverInfo", "podName"}));
  event.object = json_text(*object);
  return event;
}

std::vector<Event> read_events(const std::string& path) {
  std::vector<Event> events;
  std::string text = read_file(path);
  std::string_view rest = text;
  for (int number = 1; !rest.empty(); ++number) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Arena arena;
    auto document = read_json_object(line, arena);
    if (!document) {
      throw FileError(
          fmt::format("{}: line {}: {}", display_name(path), number, document.error().message));
    }
    events.push_back(event_of(*document));
  }
  return events;
}

std::uint64_t version_number(const Event& event) {
  std::uint64_t number = 0;
  std::from_chars(event.version.data(), event.version.data() + event.version.size(), number);
  return number;
}

// Two watches become one: versions are the order in which the API server took the changes.
std::vector<Event> merged(std::vector<Event> events, const std::vector<Event>& pods) {
  std::vector<Event> all;
  std::merge(events.begin(), events.end(), pods.begin(), pods.end(), std::back_inserter(all),
             [](const Event& a, const Event& b) { return version_number(a) < version_number(b); });
  return all;
}

class Replay {
 public:
  Replay(const Options& options, Sources& sources)
      : options_(options),
        plugin_(load_plugin(options.task.config, sources)),
        sources_(sources),
        story_(shows_colours()) {}

  void run(const std::vector<Event>& events) {
    for (const Event& event : events) {
      // A watch that was taken up again tells the same once more.
      if (!event.version.empty() && !seen_.insert({event.uid, event.version, event.type}).second) {
        continue;
      }
      if (event.is_pod) {
        take_pod(event);
      } else if (!take_application(event)) {
        break;
      }
    }
    if (!task_) throw FileError(fmt::format("{}: no SparkApplication in it", options_.trace));
  }

 private:
  void take_pod(const Event& event) {
    if (event.type == "DELETED") {
      pods_.erase(event.name);
    } else {
      pods_[event.name] = event.object;
    }
  }

  // False when there is nothing more to tell.
  bool take_application(const Event& event) {
    if (!task_) {
      task_.emplace(load_observed_task(options_.task, plugin_, event.object, sources_));
      application_ = event.name;
    }
    if (event.name != application_) {
      throw FileError(fmt::format("{}: events of two applications, {} and {}", options_.trace,
                                  application_, event.name));
    }
    auto pod = pods_.find(event.driver);
    std::string_view driver_pod;
    if (pod != pods_.end()) driver_pod = pod->second;
    std::int64_t now = unix_ms_or_now(event.at);
    std::string status = task_->observe({event.object, driver_pod, previous_}, now).string();
    bool is_over = ends(status);
    std::string verdict;
    if (event.type == "DELETED" && !is_over) verdict = deletion_verdict(event);
    write(event, status, verdict);
    previous_ = status;
    return options_.all || !(is_over || event.type == "DELETED");
  }

  static bool ends(const std::string& status) {
    std::string phase = string_member(status, "phase");
    return phase == "Success" || phase.ends_with("Failure");
  }

  // What a host finds when it looks for the application the next time.
  std::string deletion_verdict(const Event& event) const {
    std::string_view name = std::string_view(event.name).substr(event.name.find('/') + 1);
    return task_
        ->classify_get_error(
            fmt::format(R"({{"code":404,"reason":"NotFound","message":"sparkapplications.)"
                        R"(sparkoperator.k8s.io \"{}\" not found"}})",
                        name))
        .string();
  }

  void write(const Event& event, const std::string& status, const std::string& verdict) {
    if (options_.output == "text") {
      if (verdict.empty()) {
        write_out(story_.tell(event.at, status));
      } else {
        write_out(story_.tell(event.at, verdict));
      }
      return;
    }
    Buffer out;
    JsonWriter writer(out);
    writer.begin_object();
    writer.name("at");
    writer.string(event.at);
    writer.name("event");
    writer.string(event.type);
    writer.name("state");
    writer.string(event.state);
    writer.name("answer");
    writer.raw(status);
    if (!verdict.empty()) {
      writer.name("verdict");
      writer.raw(verdict);
    }
    writer.end_object();
    writer.finish();
    write_out(std::string(out.view()) + "\n");
  }

  const Options& options_;
  abi::Plugin plugin_;
  Sources& sources_;
  Story story_;
  std::optional<abi::Task> task_;
  std::string application_;
  std::string previous_;
  std::map<std::string, std::string, std::less<>> pods_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;
};

int replay(const Options& options) {
  Sources sources;
  return run_command(sources, [&] {
    std::vector<Event> events = read_events(options.trace);
    if (!options.pods.empty()) events = merged(std::move(events), read_events(options.pods));
    Replay(options, sources).run(events);
    return static_cast<int>(kDone);
  });
}

}  // namespace

void add_replay(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "replay", "Print the phases that a recorded watch of one application went through");
  command->add_option("TRACE", options->trace, "One watch event a line; - is standard input")
      ->required();
  command->add_option("--pods", options->pods, "Events of its pods, when TRACE has none of them")
      ->type_name("FILE");
  command->add_flag("--all", options->all, "Go on behind the end, where a host would have stopped");
  add_task_options(*command, options->task);
  command
      ->add_option("-o,--output", options->output,
                   "For people: the changes; for programs: an answer for each event of the "
                   "application")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer(
      "An event: {\"at\", \"resource\": \"sparkapplications\" or \"pods\", \"type\", "
      "\"object\"}.\n"
      "Example:\n"
      "  flytespark replay trace.jsonl --config flyte.yaml");
  command->callback([options, &status] { status = replay(*options); });
}

}  // namespace flytespark::cli
