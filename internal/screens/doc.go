// Package screens looks at pages as people see them: its test opens evidence pages in
// Chromium, holds them to axe-core, to the width of a telephone and to the sheets that they
// print on, and takes pictures to be looked at. The work is done by look.mjs.
package screens
