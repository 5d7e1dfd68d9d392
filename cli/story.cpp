#include "cli/story.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lib/base/json_reader.hpp"
#include "lib/base/utf8.hpp"

namespace flytespark::cli {
namespace {

// Wide enough for a time and two spaces: what belongs to a line stands below its text.
constexpr std::size_t kTimeWidth = 22;
constexpr std::size_t kPhaseWidth = 18;

// Documents come from anyone; a terminal must not take orders from them.
std::string printable(std::string_view text) {
  std::string printed;
  for (char c : text) {
    bool is_control = (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
    if (c == '\t') {
      printed += ' ';
    } else if (is_control) {
      if (c != '\r') printed += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      printed += c;
    }
  }
  return printed;
}

std::string_view text_at(const Value& map, std::string_view key) {
  const Value* value = map.find(key);
  return value == nullptr ? std::string_view() : value->text();
}

// Reason, and error if there is one.
std::string explanation(const Value& document) {
  std::string text(text_at(document, "reason"));
  const Value* error = document.find("error");
  if (error == nullptr) return text;
  if (!text.empty()) text += "; ";
  text += fmt::format("{} ({}): {}", text_at(*error, "code"), text_at(*error, "kind"),
                      text_at(*error, "message"));
  return text;
}

// Without the frames of stack traces, and without the white space around it.
std::string without_frames(std::string_view text) {
  std::string kept;
  std::size_t frames = 0;
  auto end_frames = [&] {
    if (frames > 0) kept += fmt::format("  ({} stack frames)\n", std::exchange(frames, 0));
  };
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    std::string_view word = trim(line);
    if (word.size() < line.size() && word.starts_with("at ")) {
      ++frames;
      continue;
    }
    end_frames();
    kept.append(line).push_back('\n');
  }
  end_frames();
  return std::string(trim(kept));
}

std::string indented(std::string_view text, std::size_t width) {
  std::string all;
  for (char c : text) {
    all += c;
    if (c == '\n') all.append(width, ' ');
  }
  return all;
}

// Each once: one link may stand in several groups.
std::vector<std::string> links_in(const Value* logs) {
  std::vector<std::string> links;
  if (logs == nullptr) return links;
  for (const Value& log : logs->items()) {
    std::string link = printable(fmt::format("{}  {}", text_at(log, "name"), text_at(log, "uri")));
    if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(link);
  }
  return links;
}

bool contains(const std::vector<std::string>& links, const std::string& link) {
  return std::find(links.begin(), links.end(), link) != links.end();
}

}  // namespace

std::string Story::paint(std::string_view phase) const {
  std::string padded = fmt::format("{:<{}}", phase, kPhaseWidth);
  if (!colours_) return padded;
  int colour = phase == "Success"           ? 32
               : phase.ends_with("Failure") ? 31
               : phase == "Running"         ? 36
                                            : 33;
  return fmt::format("\x1b[{}m{}\x1b[0m", colour, padded);
}

std::string Story::tell(std::string_view time, std::string_view text) {
  Arena arena;
  auto document = read_json_object(text, arena);
  if (!document) return {};
  std::string phase = printable(text_at(*document, "phase"));
  std::string why = printable(without_frames(explanation(*document)));
  std::string told;
  std::string headline = phase + " " + why;
  bool is_new = headline != headline_;
  if (is_new) {
    headline_ = headline;
    told += fmt::format("{:<{}}{}{}", time, kTimeWidth, paint(phase),
                        indented(why, kTimeWidth + kPhaseWidth));
    while (told.ends_with(' ')) told.pop_back();
    told += '\n';
  }
  const Value* info = document->find("info");
  if (info == nullptr) return told;
  std::vector<std::string> links = links_in(info->find("logs"));
  if (links == links_) return told;
  auto line = [&](char sign, const std::string& link) {
    if (!is_new)
      told += fmt::format("{:<{}}", std::exchange(time, ""), kTimeWidth);
    else
      told.append(kTimeWidth, ' ');
    told += fmt::format("{} {}\n", sign, link);
  };
  for (const std::string& link : links_) {
    if (!contains(links, link)) line('-', link);
  }
  for (const std::string& link : links) {
    if (!contains(links_, link)) line('+', link);
  }
  links_ = std::move(links);
  return told;
}

std::string list_links(std::string_view text) {
  Arena arena;
  auto document = read_json_object(text, arena);
  std::string list;
  if (!document) return list;
  for (const std::string& link : links_in(document->find("logs"))) list += link + "\n";
  return list;
}

bool shows_colours() {
  const char* refused = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (refused == nullptr || *refused == '\0');
}

}  // namespace flytespark::cli
