// SPDX-License-Identifier: MIT
/// @file
/// The commands of the workshop. A program of its own: it needs neither the lab
/// nor the wire view, so a learner waits half as long for it.

#include "tools/hop/Dispatch.h"

int main(int argc, char** argv) {
  using namespace hop::tool;
  return dispatch(
      {{"start", "N [--mine] [--json]", "put the start of step N into work/",
        runStart},
       {"check", "[--all] [--json]", "build work/ and judge it", runCheck},
       {"watch", "[--json]", "the same on every save", runWatch},
       {"try", "[--port N] [OPTIONS]",
        "run work/ with the demo upstream behind it", runTry},
       {"hint", "[--lang fr] [--json]", "the next of three hints", runHint},
       {"solution", "[--json]", "from your file to ours", runSolution},
       {"reset", "[--json]", "the start of the step once more", runReset},
       {"status", "[--json]", "how far you are", runStatus}},
      argc, argv);
}
