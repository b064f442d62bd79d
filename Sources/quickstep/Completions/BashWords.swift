/// What stands behind the parser's script for bash, which ends words at `:` and `=`: puts the words
/// together again as the program takes them, and takes away from what is offered what bash has kept.
let bashWords = #"""

  _quickstep_whole_words() {
      local -a words=()
      local rest="${COMP_LINE}" trimmed
      local -i index current=0
      for index in "${!COMP_WORDS[@]}"; do
          trimmed="${rest#"${rest%%[![:space:]]*}"}"
          if ((index == 0)) || [[ "${trimmed}" != "${rest}" ]]; then
              words+=("${COMP_WORDS[index]}")
          else
              words[${#words[@]}-1]+="${COMP_WORDS[index]}"
          fi
          rest="${trimmed#"${COMP_WORDS[index]}"}"
          if ((index == COMP_CWORD)); then current=$((${#words[@]} - 1)); fi
      done
      local -r whole="${words[current]}"
      COMP_WORDS=("${words[@]}")
      COMP_CWORD=${current}
      _quickstep "${1}" "${whole}" "${words[current - 1]}"

      local kept="" piece
      for piece in ":" "="; do
          if [[ "${COMP_WORDBREAKS}" == *"${piece}"* && "${whole}" == *"${piece}"* ]]; then
              piece="${whole%"${piece}"*}${piece}"
              if ((${#piece} > ${#kept})); then kept="${piece}"; fi
          fi
      done
      local -i goes_on=1 is_path=1
      for index in "${!COMPREPLY[@]}"; do
          COMPREPLY[index]="${COMPREPLY[index]#"${kept}"}"
          if [[ "${COMPREPLY[index]}" != *[=:] ]]; then goes_on=0; fi
          if [[ ! -e "${COMPREPLY[index]}" ]]; then is_path=0; fi
      done
      if ((goes_on)); then compopt -o nospace; fi
      if ((is_path)); then
          # Bash puts the slash behind folders itself.
          COMPREPLY=("${COMPREPLY[@]%/}")
          compopt -o filenames
      fi
  }

  complete -F _quickstep_whole_words quickstep

  """#
