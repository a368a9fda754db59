//go:build tools

// Package tools names the program that this module exists to build, so that its
// dependencies stay in go.mod and go.sum. It is never compiled.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
