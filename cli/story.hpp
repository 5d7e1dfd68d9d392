// Statuses for people: a line when the task comes into a phase, has another reason or fails, and
// one for each link that comes or goes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace flytespark::cli {

class Story {
 public:
  explicit Story(bool colours) : colours_(colours) {}

  // What a document flytespark.status/v1 or flytespark.verdict/v1 adds at a time (RFC 3339); empty
  // when nothing changed. A document without links leaves them as they were.
  std::string tell(std::string_view time, std::string_view document);

 private:
  std::string paint(std::string_view phase) const;

  bool colours_;
  std::string headline_;
  std::vector<std::string> links_;
};

// A document flytespark.links/v1, a link a line.
std::string list_links(std::string_view document);

// Whether standard output shows colours: it is a terminal, and NO_COLOR is not set.
bool shows_colours();

}  // namespace flytespark::cli
