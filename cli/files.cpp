#include "cli/files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "flytespark.h"
#include "lib/base/json_writer.hpp"
#include "lib/base/yaml_reader.hpp"

namespace flytespark::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

}  // namespace

std::string_view display_name(std::string_view path) {
  return path == "-" ? std::string_view("standard input") : path;
}

std::string read_file(const std::string& path) {
  std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  std::string text;
  char chunk[65536];
  while (file != nullptr) {
    std::size_t size = std::fread(chunk, 1, sizeof chunk, file.get());
    text.append(chunk, size);
    if (size < sizeof chunk) break;
  }
  if (file == nullptr || std::ferror(file.get()) != 0) {
    throw FileError(fmt::format("cannot read {}: {}", display_name(path), std::strerror(errno)));
  }
  return text;
}

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw FileError(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
  }
}

std::int32_t config_format(std::string_view path) {
  return path.ends_with(".json") ? FLYTESPARK_CONFIG_JSON : FLYTESPARK_CONFIG_YAML;
}

std::string read_document(const std::string& path) {
  std::string text = read_file(path);
  std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || text[first] == '{') return text;
  Arena arena;
  auto document = read_yaml(text, arena);
  if (!document)
    throw FileError(fmt::format("{}: {}", display_name(path), document.error().message));
  return json_text(*document);
}

}  // namespace flytespark::cli
