// flytespark completion: a script for bash or zsh, made from the very options the program has.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"

namespace flytespark::cli {
namespace {

// "render" -> "--task --execution ... "; one entry a command, nested commands as "config check".
void collect(const CLI::App& command, const std::string& path,
             std::vector<std::pair<std::string, std::string>>& out) {
  std::string words;
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    words += sub->get_name() + " ";
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
  }
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + " ";
  }
  out.emplace_back(path, words);
}

std::string script(const CLI::App& app, bool zsh) {
  std::vector<std::pair<std::string, std::string>> commands;
  collect(app, "", commands);
  std::string text =
      zsh ? "#compdef flytespark\nautoload -U +X bashcompinit && bashcompinit\n" : "";
  text +=
      "_flytespark() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= "
      "word words=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case $word in -*) break ;; *) command=\"${command:+$command }$word\" ;; esac\n"
      "  done\n"
      "  case $previous in\n"
      "    -o|--output) case $command in render) words='yaml json' ;; *) words='text json' ;; esac "
      ";;\n"
      "    --task-format) words='auto protobuf json' ;;\n"
      "    --task|--execution|--config|--cluster|--app|--pod|--pods|--previous|--request) "
      "COMPREPLY=($(compgen -f -- \"$current\")); "
      "return ;;\n"
      "    *) case $command in\n";
  for (const auto& [path, words] : commands)
    text += fmt::format("      '{}') words='{}' ;;\n", path, words);
  text +=
      "    esac ;;\n"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  if [ ${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- \"$current\")); fi\n"
      "}\n"
      "complete -F _flytespark flytespark\n";
  return text;
}

}  // namespace

void add_completion(CLI::App& app, int& status) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
  command->add_option("SHELL", *shell, "bash or zsh")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->footer(
      "Examples:\n"
      "  source <(flytespark completion bash)\n"
      "  flytespark completion zsh > \"${fpath[1]}/_flytespark\"");
  command->callback([shell, &app, &status] {
    write_out(script(app, *shell == "zsh"));
    status = kDone;
  });
}

}  // namespace flytespark::cli
