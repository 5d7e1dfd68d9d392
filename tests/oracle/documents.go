// One line of JSON -> one question, in the types that the plugin reads.
//
// Kubernetes' own types are read as a client of Kubernetes reads them (field names in their exact
// case, unknown fields dropped), Flyte's as protojson with unknown fields dropped: task templates of
// a newer Flyte say more than this one knows.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	pluginsk8s "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/k8s"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kjson "sigs.k8s.io/json"
)

type question struct {
	id          string
	kind        string
	template    *core.TaskTemplate
	execution   execution
	cluster     cluster
	application json.RawMessage
	previous    pluginsk8s.PluginState
	now         time.Time
	environment map[string]string // of the execution, with marks
}

type document struct {
	ID           string          `json:"id"`
	Kind         string          `json:"kind"`
	TaskTemplate taskTemplate    `json:"task_template"`
	Execution    execution       `json:"execution"`
	Cluster      cluster         `json:"cluster"`
	Application  json.RawMessage `json:"application"`
	Previous     *previous       `json:"previous"`
	Now          time.Time       `json:"now"`
}

type execution struct {
	ID                       executionIdentifier          `json:"id"`
	GeneratedName            string                       `json:"generated_name"`
	UniqueNodeID             string                       `json:"unique_node_id"`
	WorkflowID               string                       `json:"workflow_id"`
	Namespace                string                       `json:"namespace"`
	OwnerID                  ownerID                      `json:"owner_id"`
	OwnerReference           metav1.OwnerReference        `json:"owner_reference"`
	Labels                   map[string]string            `json:"labels"`
	Annotations              map[string]string            `json:"annotations"`
	MaxAttempts              uint32                       `json:"max_attempts"`
	Interruptible            bool                         `json:"interruptible"`
	ServiceAccount           string                       `json:"service_account"`
	SecurityContext          securityContext              `json:"security_context"`
	Environment              map[string]string            `json:"environment"`
	PlatformResources        *corev1.ResourceRequirements `json:"platform_resources"`
	Overrides                overrides                    `json:"overrides"`
	ConsoleURL               string                       `json:"console_url"`
	InputPath                string                       `json:"input_path"`
	InputPrefix              string                       `json:"input_prefix"`
	OutputPrefix             string                       `json:"output_prefix"`
	RawOutputPrefix          string                       `json:"raw_output_prefix"`
	CheckpointPrefix         string                       `json:"checkpoint_prefix"`
	PreviousCheckpointPrefix string                       `json:"previous_checkpoint_prefix"`
	TaskTemplatePath         string                       `json:"task_template_path"`
	Inputs                   literalMap                   `json:"inputs"`
}

type ownerID struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}

type overrides struct {
	Resources         *corev1.ResourceRequirements `json:"resources"`
	ExtendedResources extendedResources            `json:"extended_resources"`
	ContainerImage    string                       `json:"container_image"`
	PodTemplate       podTemplate                  `json:"pod_template"`
	Config            *corev1.ConfigMap            `json:"config"`
}

type cluster struct {
	PodTemplates    []*corev1.PodTemplate `json:"pod_templates"`
	HostEnvironment map[string]string     `json:"host_environment"`
}

type previous struct {
	Phase   string `json:"phase"`
	Version uint32 `json:"version"`
	Reason  string `json:"reason"`
}

// A protobuf message inside a document; nil where the document has none.
type message[T any, P interface {
	*T
	proto.Message
}] struct{ value P }

type (
	executionIdentifier = message[core.TaskExecutionIdentifier, *core.TaskExecutionIdentifier]
	securityContext     = message[core.SecurityContext, *core.SecurityContext]
	literalMap          = message[core.LiteralMap, *core.LiteralMap]
	extendedResources   = message[core.ExtendedResources, *core.ExtendedResources]
	podTemplate         = message[core.K8SPod, *core.K8SPod]
)

func (m *message[T, P]) UnmarshalJSON(text []byte) error {
	if bytes.Equal(text, []byte("null")) {
		return nil
	}
	m.value = new(T)
	return protojson.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(text, m.value)
}

type taskTemplate struct {
	message[core.TaskTemplate, *core.TaskTemplate]
}

func (t *taskTemplate) UnmarshalJSON(text []byte) error {
	text, err := variablesAsObjects(text)
	if err != nil {
		return err
	}
	return t.message.UnmarshalJSON(text)
}

// A newer Flyte lists the variables of an interface, [{"key", "value"}]; this one has a map of them.
func variablesAsObjects(text []byte) ([]byte, error) {
	var template map[string]json.RawMessage
	var sides map[string]json.RawMessage
	if json.Unmarshal(text, &template) != nil || json.Unmarshal(template["interface"], &sides) != nil {
		return text, nil // protojson says what is wrong
	}
	for name, side := range sides {
		var list struct {
			Variables []struct {
				Key   string          `json:"key"`
				Value json.RawMessage `json:"value"`
			} `json:"variables"`
		}
		if json.Unmarshal(side, &list) != nil || list.Variables == nil {
			continue
		}
		variables := map[string]json.RawMessage{}
		for _, variable := range list.Variables {
			if variable.Value != nil {
				variables[variable.Key] = variable.Value
			} else {
				variables[variable.Key] = json.RawMessage("{}")
			}
		}
		object, err := json.Marshal(map[string]any{"variables": variables})
		if err != nil {
			return nil, err
		}
		sides[name] = object
	}
	object, err := json.Marshal(sides)
	if err != nil {
		return nil, err
	}
	template["interface"] = object
	return json.Marshal(template)
}

// The id is returned with an error too, where the line has one.
func readQuestion(line []byte) (*question, string, error) {
	var d document
	if err := kjson.UnmarshalCaseSensitivePreserveInts(line, &d); err != nil {
		return nil, d.ID, err
	}
	if d.Kind != "manifest" && d.Kind != "status" {
		return nil, d.ID, fmt.Errorf("kind %q is neither manifest nor status", d.Kind)
	}
	if d.Kind == "status" && (len(d.Application) == 0 || d.Application[0] != '{') {
		return nil, d.ID, errors.New("application is missing")
	}
	if d.Now.IsZero() {
		return nil, d.ID, errors.New("now is missing")
	}
	q := &question{
		id: d.ID, kind: d.Kind, template: d.TaskTemplate.value, execution: d.Execution,
		cluster: d.Cluster, application: d.Application, now: d.Now.UTC(),
		environment: markedNames(d.Execution.Environment, groupEnvironment),
	}
	if d.Previous != nil {
		phase, err := pluginscore.PhaseString("Phase" + d.Previous.Phase)
		if err != nil {
			return nil, d.ID, err
		}
		q.previous = pluginsk8s.PluginState{
			Phase: phase, PhaseVersion: d.Previous.Version, Reason: d.Previous.Reason,
		}
	}
	return q, d.ID, nil
}
