// Wire format -> one canonical text, so that two messages can be compared: fields by number, maps
// by key, zero values that mean unset left out, Structs as JSON. A field that the table lacks is
// shown too.
#pragma once

#include <string>
#include <string_view>

#include "lib/proto/descriptor.hpp"

std::string wire_dump(const flytespark::proto::MessageType& type, std::string_view protobuf);
