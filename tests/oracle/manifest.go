// A manifest question -> the object that Flyte would send to Kubernetes, or why there is none.
package main

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	"github.com/flyteorg/flyte/flytestdlib/contextutils"
	sparkoperator "github.com/kubeflow/spark-operator/api/v1beta2"
)

const startTime = "spark.kubernetes.driverEnv.FLYTE_START_TIME"

func (f *flyte) manifest(ctx context.Context, q *question) (map[string]any, error) {
	defer stage(q)()
	before := time.Now()
	transition, err := f.launch(ctx, q)
	if f.client.created == nil {
		if f.plugin.buildErr != nil {
			return failure(f.plugin.buildErr, transition), nil
		}
		return failure(err, transition), nil
	}
	conf, err := f.resolveConflicts(ctx, q)
	if err != nil {
		return nil, err
	}
	if conf != nil {
		changed, undo := withConf(q, conf)
		defer undo()
		if _, err := f.launch(ctx, changed); err != nil {
			return nil, err
		}
	}
	f.repeatable(f.client.created, q, before)
	text, err := json.Marshal(f.client.created)
	return map[string]any{"manifest": json.RawMessage(text)}, err
}

// The manager's first round: build, add object metadata, create.
func (f *flyte) launch(ctx context.Context, q *question) (pluginscore.Transition, error) {
	f.client.created, f.plugin.buildErr = nil, nil
	if q.execution.WorkflowID != "" {
		ctx = contextutils.WithWorkflowID(ctx, q.execution.WorkflowID)
	}
	return f.manager.Handle(ctx, taskContext{question: q})
}

func (f *flyte) repeatable(app *sparkoperator.SparkApplication, q *question, before time.Time) {
	for _, pod := range []*sparkoperator.SparkPodSpec{
		&app.Spec.Driver.SparkPodSpec, &app.Spec.Executor.SparkPodSpec,
	} {
		orderVariables(pod.Env)
		f.marks.orderTolerations(pod.Tolerations)
	}
	started, err := strconv.ParseInt(app.Spec.SparkConf[startTime], 10, 64)
	if err == nil && started >= before.UnixMilli() && started <= time.Now().UnixMilli() {
		app.Spec.SparkConf[startTime] = strconv.FormatInt(q.now.UnixMilli(), 10)
	}
	single := strings.NewReplacer(debugTexts(q.execution.Inputs.value)...)
	for i, argument := range app.Spec.Arguments {
		app.Spec.Arguments[i] = single.Replace(argument)
	}
}

// Protobuf's debug text has one space or two between fields, by chance of the build. An argument can
// hold such a text of a duration among the inputs, and only of those: pairs of it as this build prints
// it and with single spaces.
func debugTexts(inputs *core.LiteralMap) []string {
	var pairs []string
	var visit func(*core.Literal)
	visit = func(literal *core.Literal) {
		if duration := literal.GetScalar().GetPrimitive().GetDuration(); duration != nil {
			if text := duration.String(); text != singleSpaces(text) {
				pairs = append(pairs, text, singleSpaces(text))
			}
		}
		for _, item := range literal.GetCollection().GetLiterals() {
			visit(item)
		}
	}
	for _, literal := range inputs.GetLiterals() {
		visit(literal)
	}
	return pairs
}

var spaces = regexp.MustCompile(` {2,}`)

func singleSpaces(text string) string { return spaces.ReplaceAllString(text, " ") }
