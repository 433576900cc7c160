# bash completion for holdfast, made by "holdfast completion bash"

_holdfast_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_holdfast_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_holdfast() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command= index
  COMPREPLY=()
  # Bash takes --option=value apart.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ ${COMP_WORDS[index]} != -* ]]; then
      command=${COMP_WORDS[index]}
      break
    fi
  done
  case $command:$previous:$current in
    run:-f:* | run:--file:*) _holdfast_files "$current" ;;
    check:--format:*) _holdfast_words "human json sarif" "$current" ;;
    check:--color:*) _holdfast_words "auto always never" "$current" ;;
    check:-i:* | check:--config-id:*) : ;;
    explain:--color:*) _holdfast_words "auto always never" "$current" ;;
    ipvs:--namespace:*) : ;;
    real-server:--mode:*) _holdfast_words "dr tun" "$current" ;;
    status:--color:*) _holdfast_words "auto always never" "$current" ;;
    status:--socket:*) _holdfast_files "$current" ;;
    status:--instance-name:*) : ;;
    status:--namespace:*) : ;;
    why:--color:*) _holdfast_words "auto always never" "$current" ;;
    why:--socket:*) _holdfast_files "$current" ;;
    why:--instance-name:*) : ;;
    why:--namespace:*) : ;;
    events:--since:*) : ;;
    events:-n:* | events:--lines:*) : ;;
    events:--color:*) _holdfast_words "auto always never" "$current" ;;
    events:--socket:*) _holdfast_files "$current" ;;
    events:--instance-name:*) : ;;
    events:--namespace:*) : ;;
    instance:--socket:*) _holdfast_files "$current" ;;
    instance:--instance-name:*) : ;;
    instance:--namespace:*) : ;;
    instance:--timeout:*) : ;;
    reload:--color:*) _holdfast_words "auto always never" "$current" ;;
    reload:--socket:*) _holdfast_files "$current" ;;
    reload:--instance-name:*) : ;;
    reload:--namespace:*) : ;;
    plan:-f:* | plan:--file:*) _holdfast_files "$current" ;;
    plan:--color:*) _holdfast_words "auto always never" "$current" ;;
    plan:--socket:*) _holdfast_files "$current" ;;
    plan:--instance-name:*) : ;;
    plan:--namespace:*) : ;;
    run:*:-*) _holdfast_words "-f --file -D --detail -q --quiet -h --help" "$current" ;;
    check:*:-*) _holdfast_words "--format --color --offline --fix --diff --cluster --priorities -i --config-id -h --help" "$current" ;;
    explain:*:-*) _holdfast_words "--color -h --help" "$current" ;;
    fmt:*:-*) _holdfast_words "--check --stdout -h --help" "$current" ;;
    keywords:*:-*) _holdfast_words "--names -h --help" "$current" ;;
    ipvs:*:-*) _holdfast_words "-h --help --stats --rate --thresholds --persistent-conn --tun-info --exact --timeout --daemon --json --namespace" "$current" ;;
    real-server:*:-*) _holdfast_words "-h --help --mode" "$current" ;;
    status:*:-*) _holdfast_words "--json --names --watch --color --socket --instance-name --namespace -h --help" "$current" ;;
    why:*:-*) _holdfast_words "--json --color --socket --instance-name --namespace -h --help" "$current" ;;
    events:*:-*) _holdfast_words "-f --follow --since -n --lines --json --color --socket --instance-name --namespace -h --help" "$current" ;;
    instance:*:-*) _holdfast_words "-h --help --socket --instance-name --namespace --back --timeout" "$current" ;;
    reload:*:-*) _holdfast_words "--json --color --socket --instance-name --namespace -h --help" "$current" ;;
    plan:*:-*) _holdfast_words "-f --file --json --color --socket --instance-name --namespace -h --help" "$current" ;;
    completion:*:-*) _holdfast_words "-h --help" "$current" ;;
    :*:-*) _holdfast_words "-v --version -h --help" "$current" ;;
    :*) _holdfast_words "run check explain fmt keywords ipvs real-server status why events instance reload plan completion" "$current" ;;
    run:*) _holdfast_words "-f --file -D --detail -q --quiet -h --help" "$current" ;;
    check:*) _holdfast_files "$current" ;;
    explain:*) _holdfast_words "$(holdfast explain 2>/dev/null | grep -o 'HF[0-9]*')" "$current" ;;
    fmt:*) _holdfast_files "$current" ;;
    keywords:*) _holdfast_words "$(holdfast keywords --names 2>/dev/null)" "$current" ;;
    ipvs:*) _holdfast_words "show save restore clear" "$current" ;;
    real-server:*) _holdfast_words "up down status" "$current" ;;
    status:*) _holdfast_words "$(holdfast status --names 2>/dev/null)" "$current" ;;
    why:*) _holdfast_words "$(holdfast status --names 2>/dev/null)" "$current" ;;
    events:*) _holdfast_words "-f --follow --since -n --lines --json --color --socket --instance-name --namespace -h --help" "$current" ;;
    instance:*) _holdfast_words "priority fault switchover" "$current" ;;
    reload:*) _holdfast_words "--json --color --socket --instance-name --namespace -h --help" "$current" ;;
    plan:*) _holdfast_words "-f --file --json --color --socket --instance-name --namespace -h --help" "$current" ;;
    completion:*) _holdfast_words "bash zsh fish" "$current" ;;
  esac
}

complete -F _holdfast holdfast
