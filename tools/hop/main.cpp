// SPDX-License-Identifier: MIT
/// @file
/// The part of ./hop that is C++: the bash script builds what is needed and
/// then runs this with the sub-command and its arguments. Those of the workshop
/// are in a program of their own, workshop.cpp.

#include "tools/hop/Dispatch.h"

int main(int argc, char** argv) {
  using namespace hop::tool;
  return dispatch({{"demo", "[N] [--smoke] [--all]",
                    "the demo upstream and a step in front of it", runDemo},
                   {"wire", "N [SCENARIO] [--vs M]",
                    "what goes over the wire, in four lanes", runWire},
                   {"diff", "[N] [--stat]", "what step N changes", runDiff},
                   {"lab", "[--port N] [--build DIR]",
                    "the wire microscope, in a browser", runLab},
                   {"present", "[--lang fr] [--port N] [--check] [--build DIR]",
                    "the deck and the lab, in a browser", runPresent},
                   {"record", "N|all|readme|lab [--check]",
                    "weaves the pages, records their consoles", runRecord},
                   {"carry", "K [--dry-run]",
                    "carries a correction to the later steps", runCarry}},
                  argc, argv);
}
