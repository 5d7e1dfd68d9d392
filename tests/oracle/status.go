// A status question -> the phase that the plugin sees in the application, with its links.
//
// It is asked in a later round of the manager, which finds the application in its cluster. What the
// manager then does with the phase (outputs, deleted objects) is not part of the answer.
package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	propeller "github.com/flyteorg/flyte/flytepropeller/pkg/controller/nodes/task/k8s"
	sparkoperator "github.com/kubeflow/spark-operator/api/v1beta2"
	"google.golang.org/protobuf/encoding/protojson"
	kjson "sigs.k8s.io/json"
)

func (f *flyte) status(ctx context.Context, q *question) (map[string]any, error) {
	var application sparkoperator.SparkApplication
	if err := kjson.UnmarshalCaseSensitivePreserveInts(q.application, &application); err != nil {
		return nil, err
	}
	before := time.Now()
	transition, err := f.check(ctx, q, &application)
	if f.plugin.phaseErr != nil {
		return failure(f.plugin.phaseErr, transition), nil
	}
	if f.plugin.phase.Phase() == pluginscore.PhaseUndefined && err != nil {
		return failure(err, transition), nil
	}
	return phaseAnswer(f.plugin.phase, q, before)
}

// A later round of the manager.
func (f *flyte) check(ctx context.Context, q *question, application *sparkoperator.SparkApplication) (
	pluginscore.Transition, error) {
	f.client.found = application
	f.plugin.phase, f.plugin.phaseErr = pluginscore.PhaseInfoUndefined, nil
	return f.manager.Handle(ctx, taskContext{
		question: q,
		state:    propeller.PluginState{Phase: propeller.PluginPhaseStarted, K8sPluginState: q.previous},
	})
}

func phaseAnswer(phase pluginscore.PhaseInfo, q *question, before time.Time) (map[string]any, error) {
	info := phase.Info()
	links, err := linksAnswer(info.Logs)
	if err != nil {
		return nil, err
	}
	infoAnswer := map[string]any{
		"logs":        links,
		"occurred_at": timeAnswer(info.OccurredAt, q, before),
		"reported_at": timeAnswer(info.ReportedAt, q, before),
	}
	if info.CustomInfo != nil {
		custom, err := protojson.Marshal(info.CustomInfo)
		if err != nil {
			return nil, err
		}
		infoAnswer["custom_info"] = json.RawMessage(custom)
	}
	answer := map[string]any{
		"cleanup_on_failure": phase.CleanupOnFailure(),
		"info":               infoAnswer,
		"phase":              phaseName(phase.Phase()),
		"reason":             phase.Reason(),
		"version":            phase.Version(),
	}
	if err := phase.Err(); err != nil {
		answer["error"] = errorAnswer{err.GetCode(), err.GetMessage(), err.GetKind().String()}
	}
	return answer, nil
}

func linksAnswer(links []*core.TaskLog) ([]json.RawMessage, error) {
	orderLinks(links)
	answer := make([]json.RawMessage, 0, len(links))
	for _, link := range links {
		text, err := protojson.Marshal(link)
		if err != nil {
			return nil, err
		}
		answer = append(answer, text)
	}
	return answer, nil
}

// A time read off the clock during the call stands for the question's own; nil stays null.
func timeAnswer(given *time.Time, q *question, before time.Time) *time.Time {
	if given == nil {
		return nil
	}
	if !given.Before(before) && !given.After(time.Now()) {
		return &q.now
	}
	utc := given.UTC()
	return &utc
}
