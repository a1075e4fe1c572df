#!/usr/bin/env node
// Not compiled, so that it is there, and may be executed, before the first build.
import '../dist/bin.js';
