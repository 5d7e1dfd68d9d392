// A line -> the line that answers it.
//
//	{"id", "manifest"}                      the object for Kubernetes, fields as Go prints them
//	{"id", "phase", "version", "info", ...} the plugin's view of an application
//	{"id", "error", "propeller"}            the plugin's error, and the phase and code that Flyte's
//	                                        manager makes of it
//	{"id", "unreadable"}                    the line is no question; Flyte was not asked
//
// A panic of the plugin is an error of its own, without a code.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	stderrors "github.com/flyteorg/flyte/flytestdlib/errors"
)

type errorAnswer struct {
	Code    string `json:"code,omitempty"`
	Message string `json:"message"`
	Kind    string `json:"kind,omitempty"`
}

func (f *flyte) answer(ctx context.Context, line []byte) []byte {
	q, id, err := readQuestion(line)
	var answer map[string]any
	if err == nil {
		answer, err = f.ask(ctx, q)
	}
	if err != nil {
		answer = map[string]any{"unreadable": err.Error()}
	}
	answer["id"] = id
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err) // strings, numbers and checked JSON only
	}
	return text
}

func (f *flyte) ask(ctx context.Context, q *question) (answer map[string]any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			answer, err = map[string]any{
				"error":     errorAnswer{Message: fmt.Sprint("panic: ", cause)},
				"propeller": "panic",
			}, nil
		}
	}()
	if q.kind == "status" {
		return f.status(ctx, q)
	}
	return f.manifest(ctx, q)
}

// Protobuf's debug text, which many messages quote, has runs of spaces by chance of the build.
func failure(err error, transition pluginscore.Transition) map[string]any {
	answer := errorAnswer{Message: singleSpaces(err.Error())}
	if code, found := stderrors.GetErrorCode(err); found {
		answer.Code = code
	}
	made := transition.Info()
	propeller := made.Phase().String()
	if made.Err() != nil {
		propeller += "/" + made.Err().GetCode()
	}
	return map[string]any{"error": answer, "propeller": propeller}
}

func phaseName(phase pluginscore.Phase) string { return strings.TrimPrefix(phase.String(), "Phase") }
