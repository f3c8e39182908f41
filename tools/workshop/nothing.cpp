// SPDX-License-Identifier: MIT
#include "common/cli/Serve.h"

namespace {

// What the step needs comes here.

}  // namespace

int main(int argc, char** argv) {
  return hop::cli::runStep(HOP_STEP, argc, argv,
                           []([[maybe_unused]] const auto& options) {
                             // Nothing yet: the program ends at once.
                           });
}
