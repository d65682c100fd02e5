{{- define "slugline.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "slugline.selector" -}}
app.kubernetes.io/name: slugline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "slugline.labels" -}}
{{ include "slugline.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- /* A value as a setting is written: 1048576 and not 1.048576e+06, lists with commas. */ -}}
{{- define "slugline.text" -}}
{{- if kindIs "slice" . }}{{ $parts := list }}{{ range . }}{{ $parts = append $parts (include "slugline.text" .) }}{{ end }}{{ join "," $parts }}
{{- else if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}
{{- else }}{{ . }}{{ end }}
{{- end }}

{{- /* Variables of settings; takes (list root settings). */ -}}
{{- define "slugline.env" -}}
{{- $root := index . 0 }}{{ $settings := index . 1 }}
{{- range $name, $value := $settings }}
{{- if and (not (kindIs "invalid" $value)) (not (hasKey $root.Values.secrets $name)) }}
- name: SLUGLINE_{{ upper $name }}
  value: {{ include "slugline.text" $value | quote }}
{{- end }}
{{- end }}
{{- range $name, $from := $root.Values.secrets }}
- name: SLUGLINE_{{ upper $name }}
  valueFrom:
    secretKeyRef: { name: {{ $from.name | quote }}, key: {{ $from.key | quote }} }
{{- end }}
{{- end }}

{{- /* Settings over settings, of which a later one wins: `merge` would take false and 0 for nothing. Gives JSON. */ -}}
{{- define "slugline.settings" -}}
{{- $all := dict }}
{{- range $one := . }}{{ range $name, $value := $one }}{{ $_ := set $all $name $value }}{{ end }}{{ end }}
{{- toJson $all }}
{{- end }}

{{- define "slugline.container" -}}
image: {{ printf "%s:%s" .Values.image.repository .Values.image.tag | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- range .Values.files }}
  - { name: {{ .name | quote }}, mountPath: {{ .path | quote }}, readOnly: true }
  {{- end }}
{{- end }}

{{- define "slugline.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
volumes:
  - name: tmp
    emptyDir: { sizeLimit: 256Mi }
  {{- range .Values.files }}
  - name: {{ .name | quote }}
    {{- if .secret }}
    secret: { secretName: {{ .secret | quote }}, defaultMode: 0440 }
    {{- else }}
    configMap: { name: {{ .configMap | quote }} }
    {{- end }}
  {{- end }}
{{- end }}

{{- /* Whether KEDA says how many there are of a worker; takes (list root name). */ -}}
{{- define "slugline.scaled" -}}
{{- $root := index . 0 }}{{ if and $root.Values.keda.enabled (eq $root.Values.keda.worker (index . 1)) }}yes{{ end }}
{{- end }}
