// The only place that names Catch2's header, so that moving to version 3 is one edit.
#pragma once

#include <catch2/catch.hpp>
